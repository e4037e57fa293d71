import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshName, isRemote, joined, RealtimeUnderTest } from "./testing/realtime-under-test";

type Told = Record<string, string>;

/** Takes webhooks as an app would: checked with the real library, and answered as a test wants. */
class Receiver {
  readonly told: Told[] = [];
  readonly invalid: string[] = [];
  requests = 0;
  answer: (request: number) => number = () => 200;
  server: RealtimeUnderTest | null = null;
  readonly #http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const rawBody = Buffer.concat(chunks).toString();
      const webhook = this.server?.api.webhook({ headers: request.headers, rawBody });
      const status = this.answer(this.requests++);
      if (!webhook?.isValid()) this.invalid.push(rawBody);
      else if (status === 200) this.told.push(...(webhook.getEvents() as unknown as Told[]));
      response.writeHead(status).end();
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/webhooks`;
  }

  close(): void {
    this.#http.close();
    this.#http.closeAllConnections();
  }

  of(channel: string): Told[] {
    return this.told.filter((event) => event.channel === channel);
  }
}

describe.skipIf(isRemote)("webhooks", () => {
  let receiver: Receiver;
  let server: RealtimeUnderTest;
  const open = async (webhookGraceMs: number) => {
    server = await RealtimeUnderTest.open({ webhookUrl: await receiver.listen(), webhookGraceMs });
    receiver.server = server;
  };
  beforeEach(() => {
    receiver = new Receiver();
  });
  afterEach(async () => {
    await server.close();
    receiver.close();
    expect(receiver.invalid).toEqual([]);
  });

  it("tell of channels and members, signed, from the first to the last", async () => {
    await open(20);
    const name = freshName("presence-");
    const ana = await server.connect({ id: "ana" });
    const anaAgain = await server.connect({ id: "ana" });
    await joined(ana, name);
    await joined(anaAgain, name);
    ana.disconnect();
    anaAgain.unsubscribe(name);
    await expect
      .poll(() => receiver.of(name))
      .toEqual([
        { name: "channel_occupied", channel: name },
        { name: "member_added", channel: name, user_id: "ana" },
        { name: "member_removed", channel: name, user_id: "ana" },
        { name: "channel_vacated", channel: name },
      ]);
  });

  it("are silent about somebody who is back within the grace", async () => {
    await open(300);
    const [left, later] = [freshName("presence-"), freshName("later-")];
    const client = await server.raw();
    const join = () => client.join(left, server.auth(client.socketId, left, { user_id: "ana" }));
    const leave = (channel: string) => client.send({ event: "pusher:unsubscribe", data: { channel } });
    await join();
    leave(left);
    await join();
    await client.join(later);
    leave(later);
    // Its grace began after the other's, so whatever was to be told of the other has been told by then.
    await expect.poll(() => receiver.of(later).length).toBe(2);
    expect(receiver.of(left).map((event) => event.name)).toEqual(["channel_occupied", "member_added"]);
    leave(left);
    await expect.poll(() => receiver.of(left).length).toBe(4);
  });

  it("tell of client events, with who sent them", async () => {
    await open(20);
    const name = freshName("presence-");
    const client = await server.raw();
    await client.join(name, server.auth(client.socketId, name, { user_id: "ana" }));
    client.send({ event: "client-typing", channel: name, data: { on: true } });
    await expect
      .poll(() => receiver.of(name).at(-1))
      .toEqual({
        name: "client_event",
        channel: name,
        event: "client-typing",
        data: '{"on":true}',
        socket_id: client.socketId,
        user_id: "ana",
      });
  });

  it("tell of empty caches", async () => {
    await open(20);
    const name = freshName("cache-");
    const client = await server.raw();
    await client.join(name);
    await expect
      .poll(() => receiver.of(name).map((event) => event.name))
      .toEqual(["channel_occupied", "cache_miss"]);
  });

  it("are tried again until they are taken, and hold up nothing behind them", async () => {
    await open(20);
    receiver.answer = (request) => (request === 0 ? 500 : 200);
    const [first, second] = [freshName(), freshName()];
    const client = await server.raw();
    await client.join(first);
    await expect.poll(() => receiver.requests).toBe(1);
    await client.join(second);
    await expect.poll(() => receiver.of(second).length).toBe(1);
    expect(receiver.of(first)).toEqual([]);
    await expect.poll(() => receiver.of(first).length, { timeout: 5_000 }).toBe(1);
  });

  it("still go out when the server is closed", async () => {
    await open(20);
    const name = freshName();
    const client = await server.raw();
    await client.join(name);
    await server.stop();
    expect(receiver.of(name)).toEqual([{ name: "channel_occupied", channel: name }]);
  });
});
