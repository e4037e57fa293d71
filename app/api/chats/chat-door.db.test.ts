import { beforeAll, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { doorOf } from "./chat-door";

useTestDatabase();
let world: World;
let stranger: Caller;
beforeAll(async () => {
  world = await makeWorld();
  stranger = (await makeWorld()).admin;
});

test("a chat's commands are those of its kind, for whoever sees it", async () => {
  const { agent, colleague, user, groupId, ticket, requested } = world;
  for (const who of [agent, colleague, user]) expect(await doorOf(who, groupId)).toBe("team");
  expect(await doorOf(agent, ticket.chatId!)).toBe("ticket");
  expect(await doorOf(user, requested.chatId!)).toBe("own");
  expect(await doorOf(world.customer, ticket.chatId!)).toBe("own");
});

test("a group that somebody isn't in has the door of an unknown chat, however often its members came by", async () => {
  for (const by of [world.agent, world.colleague, world.user]) {
    await doorOf(by, world.groupId);
    for (const who of [world.admin, world.outsider, world.otherCustomer, stranger])
      expect(await doorOf(who, world.groupId)).toBe(await doorOf(who, newId()));
  }
});
