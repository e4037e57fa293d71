import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Pusher from "pusher";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { choosePort } from "../../embedded/process/ports";
import { isRemote } from "../../embedded/realtime/testing/realtime-under-test";
import { createRealtime, type Realtime } from "./client";

const app = { appId: "app", key: "key", secret: "secret" };
const person = "00000000-0000-7000-8000-00000000000b";
const channel = "private-chat.00000000-0000-7000-8000-000000000000.a.1";

describe.skipIf(isRemote)("a browser's connection", () => {
  let port: number;
  let server: ChildProcess | undefined;
  let door: Server;
  let answerWith = 200;
  let asked = 0;
  let realtime: Realtime;
  const states: string[] = [];
  const heard: unknown[] = [];
  let subscriptions = 0;
  let refusals = 0;

  const publisher = () => new Pusher({ ...app, host: "127.0.0.1", port: String(port), useTLS: false });

  async function startServer(): Promise<void> {
    server = spawn(process.execPath, ["--import", "tsx", "embedded/realtime/main.ts"], {
      stdio: "ignore",
      env: {
        NODE_ENV: "test",
        PATH: process.env.PATH,
        PUSHER_APP_ID: app.appId,
        PUSHER_KEY: app.key,
        PUSHER_SECRET: app.secret,
        PUSHER_PORT: String(port),
      },
    });
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(answers, { timeout: 20_000 }).toBe(true);
  }

  async function killServer(): Promise<void> {
    if (!server) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
    server = undefined;
  }

  beforeEach(async () => {
    answerWith = 200;
    asked = subscriptions = refusals = 0;
    states.length = heard.length = 0;
    port = await choosePort(6970, { name: "PUSHER_PORT", value: undefined });
    door = createServer(async (request, response) => {
      let form = "";
      for await (const part of request) form += part;
      const fields = new URLSearchParams(form);
      if (fields.has("channel_name")) asked++;
      response.writeHead(answerWith, { "content-type": "application/json" });
      const [socketId, channelName] = [fields.get("socket_id")!, fields.get("channel_name")];
      const auth = channelName
        ? publisher().authorizeChannel(socketId, channelName)
        : publisher().authenticateUser(socketId, { id: person });
      response.end(JSON.stringify(answerWith === 200 ? auth : {}));
    });
    await new Promise<void>((ready) => door.listen(0, "127.0.0.1", ready));
    await startServer();
    const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
    realtime = createRealtime({
      settings: { key: app.key, cluster: "none", host: "127.0.0.1", port, tls: false },
      headers: () => ({}),
      authEndpoint: endpoint,
      userEndpoint: endpoint,
    });
    realtime.onState((state) => states.push(state));
    realtime.subscribe(channel, {
      onEvent: (_name, data) => heard.push(data),
      onSubscribed: () => subscriptions++,
      onRefused: () => refusals++,
    });
  });

  afterEach(async () => {
    realtime.close();
    door.closeAllConnections();
    await new Promise((closed) => door.close(closed));
    await killServer();
  });

  const soon = { timeout: 15_000 };

  test("that was killed is live and subscribed again within seconds of the server's return", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    await killServer();
    await vi.waitFor(() => expect(realtime.state()).toBe("offline"), soon);
    await startServer();
    await vi.waitFor(() => expect(subscriptions).toBe(2), { timeout: 10_000 });
    expect(realtime.state()).toBe("live");
    await publisher().trigger(channel, "entry.changed", { n: 1 });
    await vi.waitFor(() => expect(heard).toEqual([{ n: 1 }]), soon);
    expect(states.filter((state) => state === "live")).toHaveLength(2);
  });

  test("asks again for a channel when our server doesn't answer, as while it restarts", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    answerWith = 503;
    await killServer();
    await startServer();
    await vi.waitFor(() => expect(asked).toBeGreaterThan(2), soon);
    expect({ subscriptions, refusals }).toEqual({ subscriptions: 1, refusals: 0 });
    answerWith = 200;
    await vi.waitFor(() => expect(subscriptions).toBe(2), soon);
    expect(refusals).toBe(0);
  });

  test("tells a second listener of a channel at once that it is joined, also one that asks who is present", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    const [joined, members] = [vi.fn<() => void>(), vi.fn<() => void>()];
    realtime.subscribe(channel, { onSubscribed: joined, onMembers: members });
    expect(joined).toHaveBeenCalledOnce();
    expect(members).not.toHaveBeenCalled();
  });

  test("is told of a refusal, and doesn't ask again for that channel", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    answerWith = 403;
    await killServer();
    await startServer();
    await vi.waitFor(() => expect(refusals).toBe(1), soon);
    const before = asked;
    const other = vi.fn<() => void>();
    realtime.subscribe(`${channel}0`, { onRefused: other });
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce(), soon);
    expect(asked).toBe(before + 1);
  });

  /** Ends the person's connections, again until one was there: signing in takes a moment after joining. */
  const endConnections = () =>
    vi.waitFor(async () => {
      await publisher().terminateUserConnections(person);
      expect(states.at(-1)).not.toBe("live");
    }, soon);

  test("is ended with the person's access, and hears nothing more", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    answerWith = 403;
    await endConnections();
    await vi.waitFor(() => expect(refusals).toBe(1), soon);
    await publisher().trigger(channel, "entry.changed", { n: 1 });
    const { channels } = (await (await publisher().get({ path: "/channels" })).json()) as {
      channels: object;
    };
    expect(channels).toEqual({});
    expect(heard).toEqual([]);
  });

  test("that was ended comes back for a person who may go on, and can be ended again", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    await endConnections();
    await vi.waitFor(() => expect(subscriptions).toBe(2), soon);
    await vi.waitFor(() => expect(states.at(-1)).toBe("live"), soon);
    await endConnections();
    await vi.waitFor(() => expect(subscriptions).toBe(3), soon);
  });

  test("that was closed stays away", async () => {
    await vi.waitFor(() => expect(subscriptions).toBe(1), soon);
    realtime.close();
    await publisher().trigger(channel, "entry.changed", { n: 1 });
    await killServer();
    await startServer();
    const { channels } = (await (await publisher().get({ path: "/channels" })).json()) as {
      channels: object;
    };
    expect(channels).toEqual({});
    expect(heard).toEqual([]);
  });
});
