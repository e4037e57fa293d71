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
