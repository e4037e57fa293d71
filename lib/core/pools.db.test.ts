import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { makeMember, makeWorkspace, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { command, run } from "./command";
import { httpStatus, publicError } from "./errors";
import { query, read } from "./query";
import { route } from "./route";
import { poolStates } from "./transaction";

useTestDatabase();
const size = 3;
let member: TestMember;
beforeAll(async () => {
  process.env.DATABASE_POOL = String(size);
  member = await makeMember(await makeWorkspace(), "user");
});

let release = () => {};
const held = new Promise<void>((resolve) => {
  release = resolve;
});
const permission = "workspace:read";
const input = z.object({});
const slowList = query({ name: "test.slowList", permission, input, read: () => held });
const list = query({ name: "test.list", permission, input, read: async () => "read" });
const send = command({ name: "test.send", permission, input, pool: "sends", handle: async () => "sent" });

let unlock = () => {};
const locked = new Promise<void>((resolve) => {
  unlock = resolve;
});
const write = command({
  name: "test.write",
  permission,
  input: z.object({ to: z.string() }),
  pool: "sends",
  lane: ({ to }) => to,
  handle: async (_, { to }) => {
    if (to === "stuck") await locked;
    return "written";
  },
});

test("when one thing is stuck, whoever waits for it holds up nobody who wants another", async () => {
  const crowd = Array.from({ length: 20 }, () => run(write, member, { to: "stuck" }).catch(publicError));
  const others = Array.from({ length: 20 }, (_, n) => run(write, member, { to: `free ${n}` }));
  expect(new Set(await Promise.all(others))).toEqual(new Set(["written"]));
  expect(poolStates().find(({ name }) => name === "sends")).toMatchObject({ taken: 2, waiting: 0 });
  // All but those two are told to come back.
  const refused = { code: "UNAVAILABLE", retryAfter: 2 };
  expect(await Promise.all(crowd.slice(2))).toEqual(Array(18).fill(refused));
  unlock();
  expect(await Promise.all(crowd.slice(0, 2))).toEqual(["written", "written"]);
  expect(await run(write, member, { to: "stuck" })).toBe("written");
});

test("searches of a workspace leave connections to its lists, and to other workspaces' searches", async () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const search = query({ name: "test.search", permission, input, lane: () => "search", read: () => ended });
  const quick = query({
    name: "test.quick",
    permission,
    input,
    lane: () => "search",
    read: async () => "found",
  });
  const crowd = Array.from({ length: 10 }, () => read(search, member, {}).catch(publicError));
  expect(await read(list, member, {})).toBe("read");
  expect(await read(quick, await makeMember(await makeWorkspace(), "user"), {})).toBe("found");
  end();
  expect((await Promise.all(crowd)).filter((answer) => answer !== undefined)).toEqual([]);
});

test("when slow lists hold every connection others are told to come back, and sending goes on", async () => {
  const slow = Array.from({ length: size }, () => read(slowList, member, {}));
  const refused = read(list, member, {}).catch(publicError);
  const sent = Promise.all(Array.from({ length: 20 }, () => run(send, member, {})));
  expect(new Set(await sent)).toEqual(new Set(["sent"]));
  expect(poolStates()).toContainEqual({ name: "requests", size, taken: size, waiting: 1 });
  expect(await refused).toEqual({ code: "UNAVAILABLE", retryAfter: 2 });

  const door = route("test.list", "token", async () => ({ answer: await read(list, member, {}) }));
  const response = await door(new Request("http://localhost/"), { params: Promise.resolve({}) });
  expect([response.status, response.headers.get("retry-after")]).toEqual([httpStatus.UNAVAILABLE, "2"]);

  release();
  await Promise.all(slow);
  expect(await read(list, member, {})).toBe("read");
});
