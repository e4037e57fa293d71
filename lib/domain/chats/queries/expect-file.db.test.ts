import { beforeAll, expect, test } from "vitest";
import { type TestCustomer, useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { largestFile } from "../file-limits";
import { expectFile } from "./expect-file";

useTestDatabase();
let world: World;
beforeAll(async () => {
  Object.assign(process.env, { UPLOADS_PER_HOUR: "20", UPLOAD_MEGABYTES_PER_HOUR: "100" });
  world = await makeWorld();
});

const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const limited = { code: "RATE_LIMITED", retryAfter: expect.any(Number) };

test("who has uploaded many megabytes in an hour waits", async () => {
  const large = () =>
    read(expectFile, world.colleague, { chatId: world.ticket.chatId!, fileId: newId(), size: largestFile });
  for (let megabytes = 0; megabytes < 100; megabytes += 25) expect(await large()).toBeNull();
  expect(await refusal(large())).toEqual(limited);
});

test("who has uploaded many files waits, and so do other customers at the same address", async () => {
  const small = (by: TestCustomer, chatId: string, ip: string) =>
    refusal(read(expectFile, { ...by, ip }, { chatId, fileId: newId(), size: 1 }));
  const [ours, other] = [world.ticket.chatId!, world.hidden.chatId!];
  for (let count = 0; count < 20; count++) {
    expect(await small(world.customer, ours, "203.0.113.9")).toBe("done");
  }
  expect(await small(world.otherCustomer, other, "203.0.113.9")).toEqual(limited);
  expect(await small(world.customer, ours, "203.0.113.10")).toEqual(limited);
  expect(await small(world.otherCustomer, other, "203.0.113.11")).toBe("done");
});
