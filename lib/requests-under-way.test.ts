import { Agent, createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { RequestsUnderWay } from "./requests-under-way";

const agent = new Agent({ keepAlive: true });
let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(answer: (path: string) => Promise<string>): Promise<RequestsUnderWay> {
  const underWay = new RequestsUnderWay();
  server = createServer(async (request, response) => {
    underWay.note(server, response);
    if (request.url === "/streamed") response.write("begun, ");
    response.end(await answer(request.url ?? ""));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return underWay;
}

function ask(path: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return askAt(port, path);
}

function askAt(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, path, agent }, async (response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve(response.headers.connection === "close" ? `${text}, goodbye` : text);
    }).on("error", reject);
  });
}

it("answers what was asked, also on connections that are busy all the time, and then is over", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const underWay = await serve(async (path) => {
    if (path !== "/quick") await held;
    return path;
  });
  const { port } = server.address() as AddressInfo;
  const slow = [ask("/slow"), ask("/streamed")];
  const busy = (async () => {
    const answers: string[] = [];
    for (;;) {
      const answer = await askAt(port, "/quick").catch(() => null);
      if (answer === null) return answers;
      answers.push(answer);
    }
  })();
  while ((await new Promise((count) => server.getConnections((_, open) => count(open)))) !== 3)
    await pause(5);
  const finished = underWay.finish(60_000);
  // The busy one is told to go with its next answer, and nobody else gets in.
  expect((await busy).at(-1)).toBe("/quick, goodbye");
  release();
  expect(await Promise.all(slow)).toEqual(["/slow, goodbye", "begun, /streamed"]);
  await finished;
});

it("waits no longer than it may", async () => {
  const underWay = await serve(() => new Promise(() => {}));
  void ask("/never").catch(() => {});
  while ((await new Promise((count) => server.getConnections((_, open) => count(open)))) !== 1)
    await pause(5);
  await underWay.finish(20);
});
