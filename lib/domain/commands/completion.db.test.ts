import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeMember, makeTeam, makeUser, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { say } from "@/db/testing/said";
import { makeTicket } from "@/db/testing/tickets";
import { makeGroup, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { openDirectChat } from "@/lib/domain/chats/commands/open-direct-chat";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { listNameable } from "@/lib/domain/chats/queries/list-nameable";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { suggestTasks } from "@/lib/domain/tasks/queries/suggest-tasks";
import { useServices } from "@/lib/outbox/testing/services";
import { getCommandPlace } from "./queries/get-command-place";
import { listHolders } from "./queries/list-holders";

useTestDatabase();
useServices();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const unique = (words: string) => `${words} ${newId().slice(-8)}`;
const called = async (name: string, role: TestMember["actor"]["role"] = "agent") =>
  makeMember(world.workspace, role, { user: await makeUser({ name }) });
const offered = async (by: TestMember, chatId: string, q = "") =>
  (await read(listNameable, by, { chatId, q })).offers.map(({ name }) => name);
const holders = async (by: TestMember, chatId: string, q = "", made = false) =>
  (await read(listHolders, by, { chatId, q, made })).offers.map(({ name }) => name);

describe("names offered in a chat", () => {
  test("are those of a group who can be named there, and naming each of them is accepted", async () => {
    const [first, second] = [await called(unique("Anna Karenina")), await called(unique("Борис Ёлкин"))];
    const chatId = await makeGroup([world.agent, first, second], "Depot");
    const team = await makeTeam(world.workspace, unique("Night"), [first, world.outsider]);
    const { offers } = await read(listNameable, world.agent, { chatId });
    expect(offers.map(({ name }) => name)).toEqual([first.user.name, second.user.name, team.name]);
    const body = offers.map(({ name }) => `@${name}`).join(" ");
    const mentions = offers.map(({ kind, id }) => ({ kind, id }));
    const { entry } = await run(sendToChat, world.agent, { chatId, id: newId(), body, mentions });
    expect((entry as MemberEntry).mentions).toHaveLength(3);
  });

  test("are found by the beginning of any name, in Russian too, whatever the case; who spoke last comes first", async () => {
    const [first, second] = [await called(unique("Анна Ёлкина")), await called(unique("Annabel"))];
    const chatId = await makeGroup([world.agent, second, first], "Depot");
    for (const q of ["анна", "ЕЛК", "ёлкина анна"])
      expect(await offered(world.agent, chatId, q)).toEqual([first.user.name]);
    expect(await offered(world.agent, chatId, "nnabel")).toEqual([]);
    await run(sendToChat, first, { chatId, id: newId(), body: "Hello" });
    expect((await offered(world.agent, chatId))[0]).toBe(first.user.name);
    await run(sendToChat, second, { chatId, id: newId(), body: "Hello" });
    expect((await offered(world.agent, chatId))[0]).toBe(second.user.name);
  });

  test("of a ticket are those who handle tickets: never users, nor who left, nor those of elsewhere", async () => {
    const other = await makeWorld();
    const { offers } = await read(listNameable, world.agent, { chatId: ticket.chatId! });
    const ids = offers.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([world.outsider.user.id, world.team.id]));
    for (const { user } of [world.user, world.former, world.agent, other.agent])
      expect(ids).not.toContain(user.id);
  });
});

describe("to whom work can be given", () => {
  test("a ticket to those who handle tickets, what is made from it to anybody", async () => {
    const { name } = world.user.user;
    expect(await holders(world.agent, ticket.chatId!, name)).toEqual([]);
    expect(await holders(world.agent, ticket.chatId!, name, true)).toContain(name);
    expect(await holders(world.agent, ticket.chatId!, world.team.name)).toContain(world.team.name);
  });

  test("work of a private chat only to those in it", async () => {
    const chatId = await makeGroup([world.user, world.outsider]);
    const both = [world.user, world.outsider].map(({ user }) => user.name).sort();
    expect((await holders(world.user, chatId)).sort()).toEqual(both);
    await say(world.user, { chatId, isTicket: false }, "Secret #createTask");
    expect((await holders(world.user, chatId)).sort()).toEqual(both);
    expect((await holders(world.user, chatId, "", true)).sort()).toEqual(both);
  });
});

describe("what hashtags can do in a chat", () => {
  test("depends on its task and who asks", async () => {
    const place = (by: TestMember, chatId: string) => read(getCommandPlace, by, { chatId });
    expect(await place(world.agent, ticket.chatId!)).toEqual({
      zone: world.workspace.timeZone,
      titled: true,
      tags: ["Late", "Parcel"],
      mayCreate: true,
      task: {
        type: "ticket",
        number: ticket.number,
        status: "new",
        mayChange: true,
      },
    });
    await run(changeTaskStatus, world.agent, { taskId: ticket.id, status: "resolved" });
    expect((await place(world.agent, ticket.chatId!)).task).toMatchObject({ status: "resolved" });
    const work = await makeWork(world.agent);
    expect((await place(world.outsider, work.chatId)).task).toMatchObject({ type: "bug", mayChange: false });
    const { chatId } = await run(openDirectChat, world.user, { userId: world.outsider.user.id });
    expect(await place(world.user, chatId)).toMatchObject({ titled: false, task: null });
    const group = await makeGroup([world.user, world.outsider]);
    expect(await place(world.user, group)).toMatchObject({ titled: true, task: null });
  });
});

describe("tasks offered for #", () => {
  const suggested = async (by: TestMember, q: string) =>
    (await read(suggestTasks, by, { q })).tasks.map(({ number }) => number);

  test("are found by the beginning of their number, the number itself first", async () => {
    expect((await suggested(world.admin, String(ticket.number)))[0]).toBe(ticket.number);
    expect(await suggested(world.admin, `#${ticket.number}`)).toContain(ticket.number);
    expect(await suggested(world.admin, "999999999")).toEqual([]);
  });

  test("are found by how a word of their title begins, and by its other forms", async () => {
    const title = unique("Сломана Кнопка");
    const work = await makeWork(world.agent, { title });
    for (const q of ["кноп", "кнопки"]) expect(await suggested(world.agent, q)).toContain(work.number);
    expect(await suggested(world.agent, "%")).toEqual([]);
  });

  test("are only those that one sees", async () => {
    const title = unique("Hush");
    const mine = await makeWork(world.agent, { title });
    expect(await suggested(world.agent, "hush")).toContain(mine.number);
    expect(await suggested(world.outsider, "hush")).toContain(mine.number);
    expect(await suggested(world.user, "hush")).not.toContain(mine.number);
    expect(await suggested(world.user, String(mine.number))).not.toContain(mine.number);
    expect(await suggested(world.outsider, String(ticket.number))).not.toContain(ticket.number);
    const other = await makeWorld();
    expect(await suggested(other.admin, "hush")).toEqual([]);
  });
});
