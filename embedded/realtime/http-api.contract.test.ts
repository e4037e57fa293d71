import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect, freshName, isRemote, joined, RealtimeUnderTest } from "./testing/realtime-under-test";

let server: RealtimeUnderTest;
beforeAll(async () => {
  server = await RealtimeUnderTest.open();
});
afterAll(() => server.close());

const event = (changes: object = {}) => JSON.stringify({ name: "e", data: "d", channels: ["c"], ...changes });
const seconds = (offset: number) => String(Math.floor(Date.now() / 1_000) + offset);

describe("events", () => {
  it("go to several channels at once", async () => {
    const client = await server.connect();
    const names = [freshName(), freshName()];
    const heard: unknown[][] = [];
    for (const name of names) heard.push(collect(await joined(client, name), "news"));
    const answer = await server.api.trigger(names, "news", { n: 1 });
    expect(await answer.json()).toEqual({});
    await expect.poll(() => heard).toEqual([[{ n: 1 }], [{ n: 1 }]]);
  });

  it("go in batches, in order, each leaving out whom it says", async () => {
    const [ana, ben] = [await server.connect(), await server.connect()];
    const name = freshName();
    const heard = [collect(await joined(ana, name), "n"), collect(await joined(ben, name), "n")];
    const batch = Array.from({ length: 10 }, (_, n) => ({ channel: name, name: "n", data: { n } }));
    const all = batch.map((one) => one.data);
    await server.api.triggerBatch(
      batch.map((one, n) => (n === 3 ? { ...one, socket_id: ana.connection.socket_id } : one)),
    );
    await expect.poll(() => heard).toEqual([all.filter(({ n }) => n !== 3), all]);
  });

  it.skipIf(isRemote)("all arrive when many batches come at once", async () => {
    const client = await server.raw();
    const name = freshName();
    await client.join(name);
    await Promise.all(
      Array.from({ length: 50 }, () =>
        server.api.triggerBatch(Array.from({ length: 10 }, () => ({ channel: name, name: "n", data: "x" }))),
      ),
    );
    await client.settled();
    expect(client.frames).toHaveLength(500);
  });

  it("answer with what was asked about their channels", async () => {
    const name = freshName("presence-");
    const client = await server.connect({ id: "ana" });
    await joined(client, name);
    const answer = await server.api.trigger(name, "e", "d", { info: "user_count,subscription_count" });
    expect(await answer.json()).toEqual({ channels: { [name]: { user_count: 1, subscription_count: 1 } } });
  });

  it.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["no name", JSON.stringify({ data: "d", channel: "c" })],
    ["an empty name", event({ name: "" })],
    ["a long name", event({ name: "n".repeat(201) })],
    ["a name of the protocol", event({ name: "pusher:error" })],
    ["an internal name", event({ name: "pusher_internal:member_added" })],
    ["data that are no text", event({ data: { a: 1 } })],
    ["no data", event({ data: undefined })],
    ["no channel", event({ channels: [] })],
    ["101 channels", event({ channels: Array.from({ length: 101 }, (_, n) => `c${n}`) })],
    ["a channel that can't be", event({ channels: ["c", "a b"] })],
    ["a socket id that can't be", event({ socket_id: "12" })],
    ["an info that isn't known", event({ info: "nonsense" })],
  ])("are refused with 400 for %s", async (_what, body) => {
    const answer = await server.signedRequest("POST", "/events", body);
    expect(answer.status).toBe(400);
  });

  it("are refused as a whole batch when one of them is wrong", async () => {
    const client = await server.raw();
    const name = freshName();
    await client.join(name);
    const good = { channel: name, name: "n", data: "d" };
    const wrong = [
      { batch: [good, { ...good, channel: "a b" }] },
      { batch: [good, { channel: name, name: "n" }] },
      { batch: [] },
      { batch: Array(11).fill(good) },
      {},
    ];
    for (const body of wrong) {
      const answer = await server.signedRequest("POST", "/batch_events", JSON.stringify(body));
      expect(answer.status).toBe(400);
    }
    const tooLong = { batch: [good, { ...good, data: "x".repeat(10_241) }] };
    expect((await server.signedRequest("POST", "/batch_events", JSON.stringify(tooLong))).status).toBe(413);
    await client.settled();
    expect(client.frames).toEqual([]);
  });

  it("may have 10 KB of data, counted in bytes", async () => {
    const name = freshName();
    await server.api.trigger(name, "e", "x".repeat(10_240));
    await server.api.trigger(name, "e", "я".repeat(5_120));
    await expect(server.api.trigger(name, "e", "x".repeat(10_241))).rejects.toMatchObject({ status: 413 });
    await expect(server.api.trigger(name, "e", "я".repeat(5_121))).rejects.toMatchObject({ status: 413 });
  });

  it("with a giant body are refused with 413, declared or not", async () => {
    const body = event({ data: "x".repeat(3_000_000) });
    expect((await server.signedRequest("POST", "/events", body)).status).toBe(413);
    await expect(server.api.trigger("c", "e", "x".repeat(3_000_000))).rejects.toMatchObject({ status: 413 });
  });
});

describe("signatures", () => {
  it("let the server library in", async () => {
    expect((await server.signedRequest("POST", "/events", event())).status).toBe(200);
  });

  it.each([
    ["another key", { params: { auth_key: "other" } }],
    ["another version", { params: { auth_version: "2.0" } }],
    ["another secret", { secret: "guess" }],
    ["none", { signature: "" }],
    ["zeros", { signature: "0".repeat(64) }],
    ["a time long ago", { params: { auth_timestamp: seconds(-660) } }],
    ["a time to come", { params: { auth_timestamp: seconds(660) } }],
    ["a time that isn't one", { params: { auth_timestamp: "NaN" } }],
    ["another body's hash", { params: { body_md5: "0".repeat(32) } }],
    ["a body changed after signing", { sentBody: event({ data: "changed" }) }],
  ])("refuse %s with 401", async (_what, changes) => {
    const answer = await server.signedRequest("POST", "/events", event(), changes);
    expect(answer.status).toBe(401);
  });

  it("allow clocks to differ by less than ten minutes", async () => {
    for (const offset of [-590, 590]) {
      const changes = { params: { auth_timestamp: seconds(offset) } };
      expect((await server.signedRequest("POST", "/events", event(), changes)).status).toBe(200);
    }
  });

  it("are bound to their path and method", async () => {
    const query = server.api.createSignedQueryString({
      method: "GET",
      path: `/apps/${server.appId}/channels`,
      params: {},
    });
    const at = (path: string, method = "GET") =>
      fetch(server.url(`/apps/${server.appId}${path}?${query}`), { method });
    expect((await at("/channels")).status).toBe(200);
    expect((await at("/channels/c")).status).toBe(401);
    expect((await at("/channels", "POST")).status).toBe(401);
  });

  it("refuse a body whose hash was left out of what was signed", async () => {
    const query = server.api.createSignedQueryString({
      method: "POST",
      path: `/apps/${server.appId}/events`,
      params: {},
    });
    const answer = await fetch(server.url(`/apps/${server.appId}/events?${query}`), {
      method: "POST",
      body: event(),
    });
    expect(answer.status).toBe(401);
  });

  it("don't help with another app, nor with what doesn't exist", async () => {
    const other = server.apiWith({ appId: "999999999" });
    await expect(other.trigger("c", "e", "d")).rejects.toMatchObject({
      status: isRemote ? expect.any(Number) : 404,
    });
    expect((await server.signedRequest("GET", "/nothing")).status).toBe(404);
    expect((await server.signedRequest("POST", "/events/more", "{}")).status).toBe(404);
  });

  it.skipIf(isRemote)("are asked before anything is read of addresses that make no sense", async () => {
    for (const path of [
      "/apps/%E0%A4%A/events",
      `/apps/${server.appId}/channels?a=%zz`,
      `/apps/${server.appId}?a=1&a=2`,
    ]) {
      expect((await fetch(server.url(path))).status).toBe(400);
    }
  });
});

describe("channels", () => {
  it("are listed while somebody is there", async () => {
    const prefix = freshName("presence-");
    const ana = await server.connect({ id: "ana" });
    const anaAgain = await server.connect({ id: "ana" });
    for (const client of [ana, anaAgain]) await joined(client, `${prefix}-a`);
    await joined(ana, `${prefix}-b`);
    const list = async (params: Record<string, string>) =>
      (await server.api.get({ path: "/channels", params })).json();
    expect(await list({ filter_by_prefix: prefix, info: "user_count" })).toEqual({
      channels: { [`${prefix}-a`]: { user_count: 1 }, [`${prefix}-b`]: { user_count: 1 } },
    });
    ana.unsubscribe(`${prefix}-b`);
    await expect
      .poll(() => list({ filter_by_prefix: prefix }))
      .toEqual({ channels: { [`${prefix}-a`]: {} } });
    await expect(list({ info: "user_count" })).rejects.toMatchObject({ status: 400 });
  });

  it("leave users' own channels out of the list", async () => {
    const client = await server.raw();
    const id = freshName();
    client.send({ event: "pusher:signin", data: server.api.authenticateUser(client.socketId, { id }) });
    await client.join(`#server-to-user-${id}`);
    expect(await (await server.api.get({ path: "/channels" })).text()).not.toContain(id);
  });

  it("say whether they are occupied, and by how many", async () => {
    const name = freshName("presence-");
    const path = `/channels/${name}`;
    const info = { info: "user_count,subscription_count" };
    const ask = async (params = {}) => (await server.api.get({ path, params })).json();
    expect(await ask(info)).toEqual({ occupied: false, user_count: 0, subscription_count: 0 });
    for (const id of ["ana", "ana", "ben"]) await joined(await server.connect({ id }), name);
    expect(await ask(info)).toEqual({ occupied: true, user_count: 2, subscription_count: 3 });
    expect(await ask()).toEqual({ occupied: true });
    const users = await server.api.get({ path: `${path}/users` });
    expect(await users.json()).toEqual({ users: [{ id: "ana" }, { id: "ben" }] });
  });

  it("that aren't presence channels have no users", async () => {
    await expect(
      server.api.get({ path: "/channels/public", params: { info: "user_count" } }),
    ).rejects.toMatchObject({ status: 400 });
    await expect(server.api.get({ path: "/channels/public/users" })).rejects.toMatchObject({ status: 400 });
  });
});

describe.skipIf(isRemote)("operation", () => {
  it("shows its health and its figures", async () => {
    const health = await fetch(server.url("/health"));
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: "ok" });
    const metrics = await (await fetch(server.url("/metrics"))).text();
    expect(metrics).toMatch(/^realtime_connections \d+$/m);
    expect(metrics).toMatch(/^realtime_events_published_total [1-9]/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it("shows its figures only to who has the token, where there is one", async () => {
    const guarded = await RealtimeUnderTest.open({ metricsToken: "a-token-of-16-or-more" });
    const status = async (authorization: string) =>
      (await fetch(guarded.url("/metrics"), { headers: { authorization } })).status;
    expect(await status("")).toBe(401);
    expect(await status("Bearer wrong")).toBe(401);
    expect(await status("Bearer a-token-of-16-or-more")).toBe(200);
    await guarded.close();
  });

  it("says in one sentence when it can't listen", async () => {
    await expect(RealtimeUnderTest.open({ port: server.port })).rejects.toThrow(/PUSHER_PORT: cannot listen/);
  });
});
