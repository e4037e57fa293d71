import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect, freshName, RealtimeUnderTest } from "./testing/realtime-under-test";

let server: RealtimeUnderTest;
beforeAll(async () => {
  server = await RealtimeUnderTest.open();
});
afterAll(() => server.close());

async function signedIn(id: string, watchlist: string[] = []) {
  const client = await server.connect({ id, watchlist });
  const online = collect<{ user_ids: string[] }>(client.user.watchlist, "online");
  const offline = collect<{ user_ids: string[] }>(client.user.watchlist, "offline");
  client.signin();
  await expect.poll(() => client.user.serverToUserChannel?.subscribed).toBe(true);
  return { client, online, offline };
}

describe("signed-in users", () => {
  it("get what is sent to them, on each of their connections, and nobody else does", async () => {
    const [ana, ben] = [freshName("ana"), freshName("ben")];
    const clients = [await signedIn(ana), await signedIn(ana), await signedIn(ben)];
    const heard = clients.map(({ client }) => collect(client.user, "ping"));
    await server.api.sendToUser(ana, "ping", { n: 1 });
    await server.api.sendToUser(ben, "ping", { n: 2 });
    await expect.poll(() => heard).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 2 }]]);
  });

  it("are the only ones who may listen to their channel", async () => {
    const ana = freshName("ana");
    const stranger = await server.raw();
    const channel = `#server-to-user-${ana}`;
    const auths = [undefined, server.apiWith({}).authorizeChannel(stranger.socketId, "private-x").auth];
    for (const auth of auths) {
      stranger.send({ event: "pusher:subscribe", data: { channel, auth } });
      expect((await stranger.next("pusher:error")).data).toMatchObject({ code: 4009 });
    }
    const ben = server.api.authenticateUser(stranger.socketId, { id: freshName("ben") });
    stranger.send({ event: "pusher:signin", data: ben });
    await stranger.next("pusher:signin_success");
    stranger.send({ event: "pusher:subscribe", data: { channel } });
    expect((await stranger.next("pusher:error")).data).toMatchObject({ code: 4009 });
  });

  it("need a signature for this very connection and these very data", async () => {
    const [client, other] = [await server.raw(), await server.raw()];
    const good = server.api.authenticateUser(client.socketId, { id: "ana" });
    const forged = [
      {},
      { auth: good.auth },
      { user_data: good.user_data },
      { ...good, user_data: good.user_data.replace("ana", "ben") },
      server.api.authenticateUser(other.socketId, { id: "ana" }),
      server.apiWith({ secret: "guess" }).authenticateUser(client.socketId, { id: "ana" }),
      { auth: server.auth(client.socketId, "private-x").auth, user_data: good.user_data },
      "text",
      null,
    ];
    for (const data of forged) {
      client.send({ event: "pusher:signin", data });
      expect((await client.next("pusher:error")).data).toMatchObject({ code: 4009 });
    }
    client.send({ event: "pusher:signin", data: good });
    expect((await client.next("pusher:signin_success")).data).toEqual({ user_data: good.user_data });
  });

  it("stay who they are: a second sign-in as another user fails", async () => {
    const client = await server.raw();
    const [ana, ben] = [freshName("ana"), freshName("ben")];
    client.send({ event: "pusher:signin", data: server.api.authenticateUser(client.socketId, { id: ana }) });
    await client.next("pusher:signin_success");
    client.send({ event: "pusher:signin", data: server.api.authenticateUser(client.socketId, { id: ben }) });
    expect((await client.next("pusher:error")).data).toMatchObject({ code: 4009 });
    await client.join(`#server-to-user-${ana}`);
  });

  it("may be called like an object's inherited name", async () => {
    const { client } = await signedIn("__proto__");
    const heard = collect(client.user, "ping");
    await server.api.sendToUser("__proto__", "ping", { n: 1 });
    await expect.poll(() => heard).toEqual([{ n: 1 }]);
  });

  it("lose their connections for good when the app terminates them", async () => {
    const ana = freshName("ana");
    const [first, second, other] = [
      await signedIn(ana),
      await signedIn(ana),
      await signedIn(freshName("ben")),
    ];
    const errors = collect<{ data: { code: number } }>(first.client.connection, "error");
    await server.api.terminateUserConnections(ana);
    await expect.poll(() => first.client.connection.state).toBe("disconnected");
    await expect.poll(() => second.client.connection.state).toBe("disconnected");
    expect(errors[0]?.data.code).toBe(4009);
    expect(other.client.connection.state).toBe("connected");
  });

  it("may have ids that need escaping in an address", async () => {
    const id = `${freshName()} é@x;y`;
    const { client } = await signedIn(id);
    await server.api.terminateUserConnections(id);
    await expect.poll(() => client.connection.state).toBe("disconnected");
  });
});

describe("watchlists", () => {
  it("tell who is there at sign-in, and then who comes and goes", async () => {
    const [ana, ben, cem] = [freshName("ana"), freshName("ben"), freshName("cem")];
    const firstBen = await signedIn(ben);
    const watcher = await signedIn(ana, [ben, cem]);
    await expect.poll(() => watcher.online).toMatchObject([{ user_ids: [ben] }]);
    expect(watcher.offline).toMatchObject([{ user_ids: [cem] }]);
    const secondBen = await signedIn(ben);
    const onlyCem = await signedIn(cem);
    await expect.poll(() => watcher.online).toMatchObject([{ user_ids: [ben] }, { user_ids: [cem] }]);
    firstBen.client.disconnect();
    onlyCem.client.disconnect();
    await expect.poll(() => watcher.offline).toMatchObject([{ user_ids: [cem] }, { user_ids: [cem] }]);
    secondBen.client.disconnect();
    await expect.poll(() => watcher.offline.at(-1)).toMatchObject({ user_ids: [ben] });
  });

  it("hold 100 names; the rest is left out, and said so", async () => {
    const client = await server.raw();
    const watchlist = Array.from({ length: 101 }, (_, index) => freshName(`w${index}`));
    const user = server.api.authenticateUser(client.socketId, { id: freshName(), watchlist });
    client.send({ event: "pusher:signin", data: user });
    await client.next("pusher:signin_success");
    expect((await client.next("pusher:error")).data).toMatchObject({ code: 4302 });
    const { data } = await client.next("pusher_internal:watchlist_events");
    expect(data).toEqual({ events: [{ name: "offline", user_ids: watchlist.slice(0, 100) }] });
    await client.settled();
  });
});
