import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";

export type CaughtMail = { to: string; subject: string; text: string; html: string };

/** A mail provider for a test file: what the Resend SDK sends arrives here. Call it before the app reads its environment. */
export function useMailCatcher(): { readonly mails: CaughtMail[]; refuse(status: number | null): void } {
  const mails: CaughtMail[] = [];
  let refusal: number | null = null;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.setHeader("content-type", "application/json");
    if (refusal !== null) {
      response.statusCode = refusal;
      response.end(JSON.stringify({ name: "application_error", message: "refused", statusCode: refusal }));
      return;
    }
    const mail = JSON.parse(body) as CaughtMail & { to: string | string[] };
    mails.push({ ...mail, to: [mail.to].flat().join(", ") });
    response.end(JSON.stringify({ id: `mail-${mails.length}` }));
  });
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    process.env.RESEND_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));
  return {
    mails,
    refuse: (status) => {
      refusal = status;
    },
  };
}
