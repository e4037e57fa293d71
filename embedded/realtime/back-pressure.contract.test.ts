import { afterEach, describe, expect, it } from "vitest";
import { freshName, isRemote, RealtimeUnderTest } from "./testing/realtime-under-test";

describe.skipIf(isRemote)("a client that doesn't read", () => {
  let server: RealtimeUnderTest;
  afterEach(() => server.close());

  it("is cut, and nobody else waits for it", async () => {
    server = await RealtimeUnderTest.open();
    const name = freshName("presence-");
    const slow = await server.raw();
    const quick = await server.raw();
    await slow.join(name, server.auth(slow.socketId, name, { user_id: "slow" }));
    await quick.join(name, server.auth(quick.socketId, name, { user_id: "quick" }));
    slow.ws.pause();
    const batch = () =>
      Array.from({ length: 10 }, () => ({ channel: name, name: "big", data: "x".repeat(10_000) }));
    let published = 0;
    // Four megabytes wait in the server once the kernel's buffers on both sides are full.
    while ((await members(name)).length === 2 && published < 2_000) {
      await server.api.triggerBatch(batch());
      published += 10;
    }
    expect(await members(name)).toEqual([{ id: "quick" }]);
    expect((await quick.next("pusher_internal:member_removed")).data).toEqual({ user_id: "slow" });
    await quick.settled();
    expect(quick.frames.filter((frame) => frame.event === "big")).toHaveLength(published);
    expect(published * 10_000).toBeGreaterThan(4 * 1_024 * 1_024);
    const metrics = await (await fetch(server.url("/metrics"))).text();
    expect(metrics).toMatch(/^realtime_connections_too_slow_total 1$/m);
  });

  async function members(name: string) {
    const answer = await server.api.get({ path: `/channels/${name}/users` });
    return ((await answer.json()) as { users: Array<{ id: string }> }).users;
  }
});
