import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isRemote, RealtimeUnderTest } from "./testing/realtime-under-test";

describe("handshake", () => {
  let server: RealtimeUnderTest;
  beforeAll(async () => {
    server = await RealtimeUnderTest.open();
  });
  afterAll(() => server.close());

  it("welcomes the browser library with a socket id", async () => {
    const client = await server.connect();
    expect(client.connection.state).toBe("connected");
    expect(client.connection.socket_id).toMatch(/^\d+\.\d+$/);
  });

  it("gives each connection another socket id", async () => {
    const clients = await Promise.all([server.raw(), server.raw(), server.raw()]);
    expect(new Set(clients.map((client) => client.socketId)).size).toBe(3);
  });

  it.each([
    ["/app/no-such-key?protocol=7", 4001],
    ["/app/__proto__?protocol=7", 4001],
    ["/somewhere/else?protocol=7", 4005],
    ["/app/KEY?protocol=seven", 4006],
    ["/app/KEY?protocol=3", 4007],
    ["/app/KEY?client=js", 4008],
  ])("turns away %s with %i, as an error and as the close code", async (path, code) => {
    const client = await server.raw({ path: path.replace("KEY", server.key) });
    const error = await client.next("pusher:error");
    expect(error.data).toMatchObject({ code, message: expect.any(String) });
    expect(await client.closed).toMatchObject({ code });
  });

  it("answers both kinds of ping", async () => {
    const client = await server.raw();
    client.send({ event: "pusher:ping", data: {} });
    expect((await client.next("pusher:pong")).data).toEqual({});
    const pong = new Promise((resolve) => client.ws.once("pong", resolve));
    client.ws.ping();
    await pong;
  });

  it.each([
    ["not JSON", "}{"],
    ["a list", "[]"],
    ["a number", "7"],
    ["no event", '{"data":"{}"}'],
    ["an event that is no text", '{"event":{"a":1}}'],
    ["a channel that is no text", '{"event":"client-x","channel":["a"]}'],
    ["an inherited name as event", '{"event":"__proto__","channel":"__proto__","data":{"__proto__":1}}'],
    ["deep nesting", `{"event":"pusher:subscribe","data":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
    ["a binary frame", Buffer.from([1, 2, 3])],
    ["an event of the protocol", { event: "pusher:connection_established", data: "{}" }],
    ["an internal event", { event: "pusher_internal:subscription_succeeded", channel: "a", data: "{}" }],
    ["an event of the server", { event: "message", channel: "a", data: "{}" }],
  ])("answers %s with an error and stays", async (_what, frame) => {
    const client = await server.raw();
    client.send(frame);
    expect((await client.next("pusher:error")).data).toMatchObject({ message: expect.any(String) });
    await client.settled();
  });

  it("ends a connection that sends a giant frame", async () => {
    const client = await server.raw();
    client.send("x".repeat(1_000_000));
    expect((await client.closed).code).toBe(1009);
  });
});

describe.skipIf(isRemote)("limits of a connection", () => {
  let server: RealtimeUnderTest;
  afterEach(() => server.close());

  it("turns away what is beyond the number of connections, for a while", async () => {
    server = await RealtimeUnderTest.open({ maxConnections: 1 });
    const first = await server.raw();
    const path = `/app/${server.key}?protocol=7`;
    expect(await (await server.raw({ path })).closed).toMatchObject({ code: 4100 });
    first.disconnect();
    await expect.poll(async () => (await health(server)).connections).toBe(0);
    await server.raw();
  });

  it("turns away what is beyond an address's number, for good", async () => {
    server = await RealtimeUnderTest.open({ maxConnectionsPerAddress: 1, trustProxy: true });
    await server.raw({ headers: { "x-forwarded-for": "198.51.100.1, 203.0.113.7" } });
    const path = `/app/${server.key}?protocol=7`;
    const again = await server.raw({ path, headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(await again.closed).toMatchObject({ code: 4004 });
    await server.raw({ headers: { "x-forwarded-for": "203.0.113.8" } });
  });

  it("lets in pages of the allowed origins only", async () => {
    server = await RealtimeUnderTest.open({ allowedOrigins: ["https://help.example.com"] });
    const path = `/app/${server.key}?protocol=7`;
    const foreign = await server.raw({ path, headers: { origin: "https://evil.example.com" } });
    expect(await foreign.closed).toMatchObject({ code: 4009 });
    await server.raw({ headers: { origin: "https://help.example.com" } });
  });

  it("refuses plain connections where only TLS is allowed, and everybody where the app is disabled", async () => {
    server = await RealtimeUnderTest.open({ tlsOnly: true, trustProxy: true });
    const path = `/app/${server.key}?protocol=7`;
    expect(await (await server.raw({ path })).closed).toMatchObject({ code: 4000 });
    await server.raw({ headers: { "x-forwarded-proto": "https" } });
    await server.close();
    server = await RealtimeUnderTest.open({ disabled: true });
    expect(await (await server.raw({ path })).closed).toMatchObject({ code: 4003 });
    await expect(server.api.trigger("a", "b", "c")).rejects.toMatchObject({ status: 403 });
  });

  it("ends a connection that floods", async () => {
    server = await RealtimeUnderTest.open({ framesPerSecond: 10 });
    const client = await server.raw();
    for (let sent = 0; sent < 20; sent++) client.send({ event: "pusher:ping" });
    expect((await client.closed).code).toBe(4100);
  });

  it("keeps a connection to its number of channels", async () => {
    server = await RealtimeUnderTest.open({ maxChannelsPerConnection: 1 });
    const client = await server.raw();
    await client.join("a");
    client.send({ event: "pusher:subscribe", data: { channel: "b" } });
    await client.next("pusher:error");
    client.send({ event: "pusher:unsubscribe", data: { channel: "a" } });
    await client.join("b");
  });
});

describe.skipIf(isRemote)("liveness", () => {
  let server: RealtimeUnderTest;
  afterEach(() => server.close());

  it("asks a silent client for a sign of life and closes with 4201 when none comes", async () => {
    server = await RealtimeUnderTest.open({ activityTimeoutSeconds: 1, pongTimeoutSeconds: 1 });
    const client = await server.raw({ autoPong: false });
    expect((await client.next("pusher:ping")).data).toEqual({});
    expect(await client.closed).toMatchObject({ code: 4201 });
  });

  it.each(["the library's pong", "the socket's pong"])("takes %s as a sign of life", async (kind) => {
    server = await RealtimeUnderTest.open({ activityTimeoutSeconds: 1, pongTimeoutSeconds: 1 });
    const autoPong = kind === "the socket's pong";
    const client = await server.raw({ autoPong });
    for (let pings = 0; pings < 3; pings++) {
      await client.next("pusher:ping");
      if (!autoPong) client.send({ event: "pusher:pong", data: {} });
    }
    expect(client.ws.readyState).toBe(client.ws.OPEN);
  });

  it("drops connections that show no signature in time, where the app wants that", async () => {
    server = await RealtimeUnderTest.open({ authorizeWithinSeconds: 1, activityTimeoutSeconds: 1 });
    const stranger = await server.raw();
    const known = await server.raw();
    await known.join("private-a", server.auth(known.socketId, "private-a"));
    expect(await stranger.closed).toMatchObject({ code: 4009 });
    await known.settled();
  });
});

describe.skipIf(isRemote)("shutdown", () => {
  it.each([
    [false, 4100],
    [true, 4200],
  ])("tells clients when to come back (successor listens: %s)", async (successorListens, code) => {
    const server = await RealtimeUnderTest.open();
    const client = await server.raw();
    const told = client.next("pusher:error");
    const stopped = server.stop({ successorListens });
    expect((await told).data).toMatchObject({ code });
    expect(await client.closed).toMatchObject({ code });
    await stopped;
  });

  it("doesn't wait for clients that don't answer", async () => {
    const server = await RealtimeUnderTest.open();
    const client = await server.raw();
    client.ws.pause();
    await server.stop();
    await expect(fetch(server.url("/health"))).rejects.toThrow();
    client.disconnect();
  });
});

const health = async (server: RealtimeUnderTest) => (await fetch(server.url("/health"))).json();
