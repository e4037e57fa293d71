import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  collect,
  freshName,
  isRemote,
  joined,
  joinedPresence,
  RealtimeUnderTest,
} from "./testing/realtime-under-test";

let server: RealtimeUnderTest;
beforeAll(async () => {
  server = await RealtimeUnderTest.open({ maxPresenceMembers: 3, clientEventsPerSecond: 5 });
});
afterAll(() => server.close());

describe("public channels", () => {
  it("deliver an event to every subscriber but the one left out", async () => {
    const [ana, ben, cem] = await Promise.all([server.connect(), server.connect(), server.connect()]);
    const name = freshName();
    const heard: unknown[][] = [];
    for (const client of [ana, ben, cem]) heard.push(collect(await joined(client, name), "greeting"));
    await server.api.trigger(name, "greeting", { text: "hello" }, { socket_id: ana.connection.socket_id });
    await server.api.trigger(name, "greeting", { text: "all" });
    await expect.poll(() => heard.map((events) => events.length)).toEqual([1, 2, 2]);
    expect(heard[0]).toEqual([{ text: "all" }]);
    expect(heard[1]).toEqual([{ text: "hello" }, { text: "all" }]);
  });

  it("carry data of every kind unharmed, and in order", async () => {
    const client = await server.raw();
    const name = freshName();
    await client.join(name);
    const texts = [
      "",
      "plain",
      "123",
      '{"a": 1 }',
      'quote " and \\',
      "строка",
      "👩‍🚀",
      "\u0000\u2028",
      "x".repeat(9_000),
    ];
    for (const text of texts) await server.api.trigger(name, "text", text);
    await client.settled();
    expect(client.frames.map((frame) => frame.data)).toEqual(texts);
    expect(client.frames.every((frame) => frame.channel === name && frame.event === "text")).toBe(true);
  });

  it("deliver nothing after unsubscribing, and only one copy when subscribed twice", async () => {
    const client = await server.raw();
    const name = freshName();
    await client.join(name);
    client.send({ event: "pusher:subscribe", data: { channel: name } });
    expect((await client.next("pusher:error")).data).toMatchObject({
      message: expect.stringContaining(`Existing subscription to channel ${name}`),
    });
    await server.api.trigger(name, "one", "1");
    await client.next("one");
    client.send({ event: "pusher:unsubscribe", data: { channel: name } });
    await client.settled();
    await server.api.trigger(name, "two", "2");
    await client.settled();
    expect(client.frames).toEqual([]);
  });

  it.each(["no space", "é", "#server-to-user-", "#other", "a/b", "", "x".repeat(165), "<script>"])(
    "may not be called %j",
    async (name) => {
      const client = await server.raw();
      client.send({ event: "pusher:subscribe", data: { channel: name } });
      expect((await client.next("pusher:error")).data).toMatchObject({ code: null });
    },
  );

  it("may be called like an object's inherited names", async () => {
    const client = await server.raw();
    for (const name of ["__proto__", "constructor", "hasOwnProperty"]) {
      await client.join(name);
      await server.api.trigger(name, "toString", name);
      expect(await client.next("toString")).toMatchObject({ channel: name, data: name });
    }
    const listed = await (await server.api.get({ path: "/channels" })).text();
    expect(listed).toContain('"__proto__":{}');
  });
});

describe("private channels", () => {
  it("let in who has the app's signature", async () => {
    const client = await server.connect();
    const name = freshName("private-");
    const heard = collect(await joined(client, name), "secret");
    await server.api.trigger(name, "secret", { n: 1 });
    await expect.poll(() => heard).toEqual([{ n: 1 }]);
  });

  it("keep everybody else out", async () => {
    const client = await server.raw();
    const other = await server.raw();
    const name = freshName("private-");
    const good = server.auth(client.socketId, name).auth;
    const forged: Array<[string, unknown]> = [
      ["no signature", undefined],
      ["an empty one", ""],
      ["one that is no text", { toString: "x" }],
      ["another socket's", server.auth(other.socketId, name).auth],
      ["another channel's", server.auth(client.socketId, `${name}x`).auth],
      ["another key's", good.replace(/^[^:]+/, "another-key")],
      ["the signature without the key", good.split(":")[1]],
      ["another secret's", server.apiWith({ secret: "guess" }).authorizeChannel(client.socketId, name).auth],
      ["a shortened one", good.slice(0, -1)],
      ["a lengthened one", `${good}0`],
      ["one in capitals", good.toUpperCase()],
    ];
    for (const [what, auth] of forged) {
      client.send({ event: "pusher:subscribe", data: { channel: name, auth } });
      expect((await client.next("pusher:error")).data, what).toMatchObject({ code: 4009 });
    }
    await server.api.trigger(name, "secret", "x");
    await client.settled();
    expect(client.frames).toEqual([]);
    await client.join(name, { auth: good });
  });
});

describe("presence channels", () => {
  it("tell who is there: with the first connection of a member, until the last has gone", async () => {
    const name = freshName("presence-");
    const ana = await server.connect({ id: "ana", info: { name: "Ana" } });
    const room = await joinedPresence(ana, name);
    expect(room.members.count).toBe(1);
    expect(room.members.me).toEqual({ id: "ana", info: { name: "Ana" } });
    const added = collect<{ id: string }>(room, "pusher:member_added");
    const removed = collect<{ id: string }>(room, "pusher:member_removed");

    const ben = await server.connect({ id: "ben", info: { name: "Ben" } });
    const benAgain = await server.connect({ id: "ben", info: { name: "Ben" } });
    const bensRoom = await joinedPresence(ben, name);
    await joinedPresence(benAgain, name);
    expect(bensRoom.members.count).toBe(2);
    await expect.poll(() => added).toEqual([{ id: "ben", info: { name: "Ben" } }]);

    ben.unsubscribe(name);
    ben.disconnect();
    const ask = async () =>
      (await server.api.get({ path: `/channels/${name}`, params: { info: "subscription_count" } })).json();
    await expect.poll(ask).toMatchObject({ subscription_count: 2 });
    const marks = collect(room, "mark");
    await server.api.trigger(name, "mark", {});
    await expect.poll(() => marks.length).toBe(1);
    expect(removed).toEqual([]);
    benAgain.disconnect();
    await expect.poll(() => removed).toEqual([{ id: "ben", info: { name: "Ben" } }]);
    expect(added).toHaveLength(1);
    expect(room.members.count).toBe(1);
  });

  it("notice a member whose connection breaks", async () => {
    const name = freshName("presence-");
    const watcher = await server.raw();
    const broken = await server.raw();
    await watcher.join(name, server.auth(watcher.socketId, name, { user_id: "w" }));
    await broken.join(name, server.auth(broken.socketId, name, { user_id: "b" }));
    expect((await watcher.next("pusher_internal:member_added")).data).toEqual({
      user_id: "b",
      user_info: {},
    });
    broken.ws.terminate();
    expect((await watcher.next("pusher_internal:member_removed")).data).toEqual({ user_id: "b" });
  });

  it("know members called like an object's inherited names", async () => {
    const name = freshName("presence-");
    const client = await server.raw();
    await client.join(
      name,
      server.auth(client.socketId, name, { user_id: "__proto__", user_info: { a: 1 } }),
    );
    const other = await server.raw();
    other.send({
      event: "pusher:subscribe",
      data: { channel: name, ...server.auth(other.socketId, name, { user_id: "constructor" }) },
    });
    const roster = await other.next("pusher_internal:subscription_succeeded");
    expect(JSON.stringify(roster.data)).toBe(
      '{"presence":{"ids":["__proto__","constructor"],"hash":{"__proto__":{"a":1},"constructor":{}},"count":2}}',
    );
    const users = await server.api.get({ path: `/channels/${name}/users` });
    expect(await users.json()).toEqual({ users: [{ id: "__proto__" }, { id: "constructor" }] });
  });

  it("take the member from the signed data only", async () => {
    const name = freshName("presence-");
    const client = await server.raw();
    const { auth, channel_data = "" } = server.auth(client.socketId, name, { user_id: "ana" });
    const changed = [channel_data.replace("ana", "ben"), undefined, "{}"];
    for (const data of changed) {
      client.send({ event: "pusher:subscribe", data: { channel: name, auth, channel_data: data } });
      expect((await client.next("pusher:error")).data).toMatchObject({ code: 4009 });
    }
  });

  it.each([
    ["no id", {}],
    ["an empty id", { user_id: "" }],
    ["a long id", { user_id: "x".repeat(129) }],
    ["an id that is a list", { user_id: ["a"] }],
    ["too much about the user", { user_id: "a", user_info: { text: "x".repeat(1_100) } }],
  ])("refuse members with %s, signed or not", async (_what, member) => {
    const name = freshName("presence-");
    const client = await server.raw();
    client.send({
      event: "pusher:subscribe",
      data: { channel: name, ...server.auth(client.socketId, name, member) },
    });
    await client.next("pusher:error");
    await client.settled();
  });

  it.skipIf(isRemote)("are full at their number of members, but let in a member's second tab", async () => {
    const name = freshName("presence-");
    for (const user_id of ["a", "b", "c"]) {
      const client = await server.raw();
      await client.join(name, server.auth(client.socketId, name, { user_id }));
    }
    const fourth = await server.raw();
    fourth.send({
      event: "pusher:subscribe",
      data: { channel: name, ...server.auth(fourth.socketId, name, { user_id: "d" }) },
    });
    await fourth.next("pusher:error");
    await fourth.join(name, server.auth(fourth.socketId, name, { user_id: "a" }));
  });
});

describe("encrypted channels", () => {
  it("carry what only members can read", async () => {
    const name = freshName("private-encrypted-");
    const client = await server.connect();
    const heard = collect(await joined(client, name), "sealed");
    const wire = await server.raw();
    await wire.join(name, { auth: server.auth(wire.socketId, name).auth });
    await server.api.trigger(name, "sealed", { text: "in confidence" });
    await expect.poll(() => heard).toEqual([{ text: "in confidence" }]);
    const seen = await wire.next("sealed");
    expect(seen.data).toEqual({ nonce: expect.any(String), ciphertext: expect.any(String) });
  });
});

describe("cache channels", () => {
  it("give newcomers the last event of the server, and say when there is none", async () => {
    const name = freshName("cache-");
    const first = await server.connect();
    const missed = collect(first.subscribe(name), "pusher:cache_miss");
    await expect.poll(() => missed.length).toBe(1);
    await server.api.trigger(name, "price", { value: 1 });
    await server.api.trigger(name, "price", { value: 2 });
    const second = await server.connect();
    const channel = second.subscribe(name);
    const heard = collect(channel, "price");
    const alsoMissed = collect(channel, "pusher:cache_miss");
    await expect.poll(() => heard).toEqual([{ value: 2 }]);
    expect(alsoMissed).toEqual([]);
    const info = await server.api.get({
      path: `/channels/${name}`,
      params: { info: "cache,subscription_count" },
    });
    expect(await info.json()).toMatchObject({
      occupied: true,
      subscription_count: 2,
      cache: { data: '{"value":2}', ttl: expect.any(Number) },
    });
  });

  it("keep no client events, nor anything of ordinary channels", async () => {
    const name = freshName("private-cache-");
    const ana = await server.connect();
    const ben = await server.connect();
    const heard = collect(await joined(ben, name), "client-typing");
    (await joined(ana, name)).trigger("client-typing", {});
    await expect.poll(() => heard.length).toBe(1);
    const late = await server.raw();
    await late.join(name, server.auth(late.socketId, name));
    await late.next("pusher:cache_miss");
    const ordinary = freshName();
    await server.api.trigger(ordinary, "gone", "x");
    await late.join(ordinary);
    await late.settled();
    expect(late.frames).toEqual([]);
  });
});

describe("client events", () => {
  it("reach the others, with the member's id in presence channels", async () => {
    const name = freshName("presence-");
    const ana = await server.connect({ id: "ana" });
    const ben = await server.connect({ id: "ben" });
    const anasRoom = await joinedPresence(ana, name);
    const bensRoom = await joinedPresence(ben, name);
    const anaHeard = collect(anasRoom, "client-typing");
    const benHeard: unknown[] = [];
    bensRoom.bind("client-typing", (data: unknown, meta: unknown) => benHeard.push([data, meta]));
    expect(anasRoom.trigger("client-typing", { on: true })).toBe(true);
    await expect.poll(() => benHeard).toEqual([[{ on: true }, { user_id: "ana" }]]);
    expect(anaHeard).toEqual([]);
  });

  it("can't claim to be somebody else's, nor the server's", async () => {
    const name = freshName("presence-");
    const [liar, other] = [await server.raw(), await server.raw()];
    await liar.join(name, server.auth(liar.socketId, name, { user_id: "liar" }));
    await other.join(name, server.auth(other.socketId, name, { user_id: "other" }));
    liar.send({ event: "client-x", channel: name, data: "text", user_id: "other", extra: 1 });
    expect(await other.next("client-x")).toEqual({
      event: "client-x",
      channel: name,
      data: "text",
      user_id: "liar",
    });
    for (const event of ["pusher:error", "pusher_internal:member_removed", "message"]) {
      liar.send({ event, channel: name, data: { user_id: "other" } });
      await liar.next("pusher:error");
    }
    await other.settled();
    expect(other.frames).toEqual([]);
  });

  it("are refused on public and encrypted channels, and where the sender is not in", async () => {
    const [sender, other] = [await server.raw(), await server.raw()];
    const open = freshName();
    const sealed = freshName("private-encrypted-");
    const foreign = freshName("private-");
    for (const client of [sender, other]) {
      await client.join(open);
      await client.join(sealed, { auth: server.auth(client.socketId, sealed).auth });
    }
    await other.join(foreign, server.auth(other.socketId, foreign));
    for (const channel of [open, sealed, foreign, freshName("private-"), undefined]) {
      sender.send({ event: "client-x", channel, data: {} });
      await sender.next("pusher:error");
    }
    await other.settled();
    expect(other.frames).toEqual([]);
  });

  it("with data nested without end leave the connection as it is", async () => {
    const client = await server.raw();
    const name = freshName("private-");
    await client.join(name, server.auth(client.socketId, name));
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    client.send(`{"event":"client-x","channel":"${name}","data":${deep}}`);
    await client.next("pusher:error");
    await client.settled();
  });

  it("are limited in size", async () => {
    const [sender, other] = [await server.raw(), await server.raw()];
    const name = freshName("private-");
    for (const client of [sender, other]) await client.join(name, server.auth(client.socketId, name));
    sender.send({ event: "client-x", channel: name, data: "x".repeat(11_000) });
    await sender.next("pusher:error");
    await sender.settled();
    await other.settled();
    expect(other.frames).toEqual([]);
  });

  it.skipIf(isRemote)("are limited in rate: an error, and the connection stays", async () => {
    const [sender, other] = [await server.raw(), await server.raw()];
    const name = freshName("private-");
    for (const client of [sender, other]) await client.join(name, server.auth(client.socketId, name));
    for (let sent = 0; sent < 6; sent++) sender.send({ event: "client-x", channel: name, data: { sent } });
    expect((await sender.next("pusher:error")).data).toMatchObject({ code: 4301 });
    await sender.settled();
    await other.settled();
    expect(other.frames).toHaveLength(5);
  });
});
