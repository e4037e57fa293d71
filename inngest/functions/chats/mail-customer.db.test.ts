import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { customerMails, customers, customerTokens, domainEvents } from "@/db/schema";
import {
  makeMember,
  makeVisitor,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { addFile } from "@/lib/domain/chats/commands/add-file";
import { redeemMailLink } from "@/lib/domain/customers/commands/redeem-mail-link";
import { markOwnRead } from "@/lib/domain/tasks/commands/mark-read";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { type Mailbox, startMailbox } from "../../../embedded/mailbox/server";
import { inngest } from "../../client";
import { driveFunction } from "../../testing/drive-function";
import { mailCustomer } from "./mail-customer";

useTestDatabase();

const token = "a-token-for-the-tests";
const asReader = { authorization: `Bearer ${token}` };
let mailbox: Mailbox;
let folder: string;
let workspace: TestWorkspace;
let agent: TestMember;
let ticket: Awaited<ReturnType<typeof makeTicket>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flowra mailbox "));
  mailbox = await startMailbox({ host: "127.0.0.1", port: 0, dataDir: folder, token, keep: 100 });
  process.env.RESEND_BASE_URL = mailbox.url;
});
afterAll(async () => {
  await mailbox.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  workspace = await makeWorkspace();
  agent = await makeMember(workspace, "agent");
  ticket = await makeTicket(workspace);
});
afterEach(() => faults(null));

type ShownMail = { to: string[]; subject: string; text: string; html: string };

/** What the customer of the ticket has in their mailbox, the oldest first. */
async function mails(): Promise<ShownMail[]> {
  const to = encodeURIComponent(ticket.customer.customer.email!);
  const answer = await fetch(`${mailbox.url}/api/mails?to=${to}`, { headers: asReader });
  return ((await answer.json()) as ShownMail[]).reverse();
}

async function faults(order: object | null): Promise<void> {
  const init = order ? { method: "POST", body: JSON.stringify(order) } : { method: "DELETE" };
  await fetch(`${mailbox.url}/api/faults`, { ...init, headers: asReader });
}

const say = (body: string, kind: "message" | "note" = "message") =>
  run(replyToTicket, agent, { chatId: ticket.chatId!, id: newId(), kind, body });
const read = (seq: number) => run(markOwnRead, ticket.customer, { chatId: ticket.chatId!, read: seq });

/** Runs the job on the event that the reply left in the outbox. */
async function job() {
  const [event] = await systemDb()
    .select()
    .from(domainEvents)
    .where(and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, "reply.awaits_customer")))
    .limit(1);
  const data = { ...(event?.payload as object), workspaceId: workspace.id };
  return driveFunction(inngest(), mailCustomer(), { name: "reply.awaits_customer", data });
}

const rows = () =>
  systemDb()
    .select({ status: customerMails.status, error: customerMails.error, to: customerMails.toPublicSeq })
    .from(customerMails)
    .where(eq(customerMails.workspaceId, workspace.id))
    .orderBy(asc(customerMails.toPublicSeq));

const linkOf = (mail: ShownMail) => /\/return#([\w-]+)/.exec(mail.text)![1]!;

test("replies that were not read go out in one mail, notes never do", async () => {
  await say("We found your order.");
  await say("The customer is difficult.", "note");
  await say("It leaves today.");
  const driven = await job();
  expect(driven).toMatchObject({ result: { sent: [expect.any(String)] } });
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail!.to).toEqual([ticket.customer.customer.email]);
  for (const content of [mail!.text, mail!.html]) {
    expect(content).toContain("We found your order.");
    expect(content).toContain("It leaves today.");
    expect(content).not.toContain("difficult");
    expect(content).not.toContain(agent.user.email);
  }
});

test("files are named with a link to the conversation, and none goes along; a note's not even that", async () => {
  const { chatId } = ticket;
  const upload = async (name: string) => {
    const received = {
      storageKey: `files/${workspace.id}/${newId()}.bin`,
      thumbnailKey: null,
      contentType: "application/pdf",
      size: 9,
      width: null,
      height: null,
    };
    const { file } = await run(addFile, agent, { chatId: chatId!, fileId: newId(), name, received });
    return [file.id];
  };
  const send = async (name: string, body: string, kind: "message" | "note") =>
    run(replyToTicket, agent, { chatId: chatId!, id: newId(), kind, body, fileIds: await upload(name) });
  await send("offer.pdf", "", "message");
  await send("our-floor.xlsx", "Don't show", "note");
  await job();
  const [mail] = await mails();
  expect(mail!.text).toContain("📎 offer.pdf");
  expect(mail!.html).toMatch(/href="[^"]+\/return#[\w-]+"[^>]*>\s*📎 offer\.pdf/);
  for (const content of [mail!.text, mail!.html]) {
    expect(content).not.toContain("our-floor");
    expect(content).not.toContain("/api/files/");
  }
});

test("only what is still unread is told", async () => {
  const first = await say("This was read.");
  await read(4);
  await say("This was not.");
  await job();
  const [mail] = await mails();
  expect(first.isNew).toBe(true);
  expect(mail!.text).toContain("This was not.");
  expect(mail!.text).not.toContain("This was read.");
});

test("nothing is sent when everything was read before", async () => {
  await say("Hello");
  await read(100);
  expect((await job()).result).toEqual({ sent: [] });
  expect(await mails()).toEqual([]);
  expect(await rows()).toEqual([]);
});

test("nothing is sent twice: not by a second run, not by two at once", async () => {
  await say("Hello");
  const both = await Promise.all([job(), job()]);
  for (const { error } of both) expect(error).toBeUndefined();
  await job();
  expect(await mails()).toHaveLength(1);
  expect((await rows()).map(({ status }) => status)).toEqual(["sent"]);
  await say("And more");
  await job();
  const [, second] = await mails();
  expect(second!.text).toContain("And more");
  expect(second!.text).not.toContain("Hello");
});

test("a mail whose answer was lost is not sent a second time, nor are its replies told again with later ones", async () => {
  await say("First");
  await job();
  // As after a crash between the provider's yes and our noting it.
  await systemDb()
    .update(customerMails)
    .set({ status: "sending" })
    .where(eq(customerMails.workspaceId, workspace.id));
  await say("Second");
  await job();
  const all = await mails();
  expect(all).toHaveLength(2);
  expect(all[1]!.text).toContain("Second");
  expect(all[1]!.text).not.toContain("First");
  expect((await rows()).map(({ status }) => status)).toEqual(["sent", "sent"]);
});

test("even when its wording has changed meanwhile", async () => {
  await say("First");
  await job();
  await systemDb()
    .update(customerMails)
    .set({ status: "sending" })
    .where(eq(customerMails.workspaceId, workspace.id));
  await systemDb().update(customers).set({ name: "Other" }).where(eq(customers.workspaceId, workspace.id));
  expect((await job()).error).toBeUndefined();
  expect(await mails()).toHaveLength(1);
  expect((await rows()).map(({ status }) => status)).toEqual(["sent"]);
});

test.each([429, 500])("a provider that answers %i is asked again, under the same key", async (status) => {
  await say("Hello");
  await faults({ status, times: 3, retryAfter: 0 });
  const driven = await job();
  expect(driven.steps.map(({ op }) => op)).toEqual(["StepError", "StepError", "StepError", "StepRun"]);
  expect(await mails()).toHaveLength(1);
  const links = await systemDb()
    .select()
    .from(customerTokens)
    .where(and(eq(customerTokens.workspaceId, workspace.id), eq(customerTokens.kind, "mail_link")));
  expect(links).toHaveLength(1);
});

test("read while the provider was away: not needed any more", async () => {
  await say("Hello");
  await faults({ status: 500 });
  expect((await job()).error).toMatchObject({ message: expect.stringContaining("500") });
  expect(await rows()).toEqual([{ status: "sending", error: null, to: 3 }]);
  await faults(null);
  await read(100);
  expect((await job()).result).toEqual({ sent: [] });
  expect(await mails()).toEqual([]);
  expect((await rows()).map(({ status }) => status)).toEqual(["skipped"]);
});

test("a mail that the provider refuses is recorded as failed and not tried again until there is more to say", async () => {
  const { id } = ticket.customer.customer;
  const address = (email: string) => systemDb().update(customers).set({ email }).where(eq(customers.id, id));
  await say("Hello");
  await address("nobody at nowhere");
  const driven = await job();
  expect(driven.error).toBeDefined();
  expect(driven.steps.map(({ op }) => op)).toEqual(["StepFailed"]);
  expect(await rows()).toEqual([{ status: "failed", error: expect.stringContaining("422"), to: 3 }]);
  expect((await job()).result).toEqual({ sent: [] });

  await address(ticket.customer.customer.email!);
  await say("Still there?");
  await job();
  const [mail] = await mails();
  expect(mail!.text).toContain("Hello");
  expect(mail!.text).toContain("Still there?");
});

test("more than a mail can hold is told in the next one", async () => {
  for (let n = 1; n <= 25; n++) await say(`Reply number ${n}.`);
  await job();
  const all = await mails();
  expect(all).toHaveLength(2);
  expect(all[0]!.text).toContain("Reply number 20.");
  expect(all[1]!.text).toContain("Reply number 25.");
  expect(all[1]!.text).not.toContain("Reply number 20.");
});

test("the mail's link opens the conversation in another browser and verifies the address, until it expires", async () => {
  await say("Hello");
  await job();
  const link = linkOf((await mails())[0]!);
  const browser = () =>
    Buffer.from(newId() + newId().slice(0, 5))
      .toString("base64url")
      .slice(0, 43)
      .padEnd(43, "x");
  const visitor = makeVisitor(workspace, ticket.customer.actor.inboxId);
  expect(await run(redeemMailLink, visitor, { link, token: browser() })).toEqual({ chatId: ticket.chatId });
  const [customer] = await systemDb()
    .select()
    .from(customers)
    .where(eq(customers.id, ticket.customer.customer.id));
  expect(customer!.emailVerifiedAt).not.toBeNull();

  await systemDb()
    .update(customerTokens)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(and(eq(customerTokens.workspaceId, workspace.id), eq(customerTokens.kind, "mail_link")));
  const expired = run(redeemMailLink, visitor, { link, token: browser() });
  await expect(expired).rejects.toMatchObject({ code: "CONFLICT", details: { reason: "link_invalid" } });
  const stranger = makeVisitor(await makeWorkspace(), ticket.customer.actor.inboxId);
  await expect(run(redeemMailLink, stranger, { link, token: browser() })).rejects.toMatchObject({
    details: { reason: "link_invalid" },
  });
});
