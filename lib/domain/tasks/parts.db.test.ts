import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { linesOf, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { changeTaskStatus } from "./commands/change-task-status";
import { createTask } from "./commands/create-task";
import { setDescription } from "./commands/set-description";
import { setParent } from "./commands/set-parent";
import { undoChange } from "./commands/undo-change";
import { getTask, listLinks } from "./queries/get-task";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const make = (type: "task" | "bug" | "epic") =>
  run(createTask, world.agent, { taskId: newId(), type, title: `Some ${type}` });
const put = (part: { id: string }, whole: { id: string } | null) =>
  run(setParent, world.agent, { taskId: part.id, parentTaskId: whole?.id ?? null });
const shown = async ({ number }: { number: number }) =>
  (await read(getTask, world.manager, { number })).work!;

describe("parts", () => {
  test("of an epic count: tasks, bugs and tickets that are done, of all that are not cancelled", async () => {
    const epic = await make("epic");
    const [done, open, cancelled, bug] = [
      await make("task"),
      await make("task"),
      await make("task"),
      await make("bug"),
    ];
    const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
    for (const part of [done, open, cancelled, bug, ticket]) await put(part, epic);
    const go = (task: { id: string }, status: string) =>
      run(changeTaskStatus, world.manager, { taskId: task.id, status: status as "done" });
    for (const status of ["todo", "in_progress", "done"]) await go(done, status);
    await go(cancelled, "cancelled");
    await go(ticket, "resolved");
    const { progress, parts } = await shown(epic);
    expect(progress).toEqual({ done: 2, total: 4 });
    expect(parts.map(({ number }) => number)).toEqual(
      [done, open, cancelled, bug, ticket].map(({ number }) => number).sort((a, b) => a - b),
    );
    expect((await shown(open)).parent).toMatchObject({ number: epic.number });
    expect(await read(listLinks, world.agent, { taskId: ticket.id })).toMatchObject({
      parent: { number: epic.number },
    });
  });

  test("are told in all their chats, live at the whole, and undone from the line", async () => {
    const [epic, other, part] = [await make("epic"), await make("epic"), await make("task")];
    await put(part, epic);
    await put(part, other);
    expect((await linesOf(epic.chatId)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["part_added", "part_removed"]),
    );
    const line = (await linesOf(part.chatId)).at(-1)!;
    expect(line).toMatchObject({
      name: "parent_changed",
      from: { number: epic.number },
      to: { number: other.number },
    });
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.subjectId, part.id));
    const told = await publicationsOf(world.workspace.id, events as never);
    for (const whole of [epic, other]) {
      const views = told.filter(
        ({ name, data }) => name === "task.changed" && JSON.parse(data).id === whole.id,
      );
      expect(views.length).toBeGreaterThan(0);
    }
    await run(undoChange, world.manager, { entryId: line.id as string });
    expect((await shown(part)).parent).toMatchObject({ number: epic.number });
  });

  test("make no circle, whoever is asked first, also when two close one at once", async () => {
    const [one, two, three, epic] = [
      await make("task"),
      await make("task"),
      await make("task"),
      await make("epic"),
    ];
    const refused = (problem: string) => ({ code: "INVALID", fields: [{ field: "parentTaskId", problem }] });
    expect(await refusal(put(one, one))).toMatchObject(refused("own_parent"));
    await put(one, two);
    await put(two, three);
    expect(await refusal(put(three, one))).toMatchObject(refused("parent_circle"));
    expect(await refusal(put(epic, one))).toMatchObject(refused("epic_has_no_parent"));
    expect(await refusal(put(one, await make("bug")))).toMatchObject(refused("no_parent_type"));
    const [a, b, c, d] = [await make("task"), await make("task"), await make("task"), await make("task")];
    await put(a, b);
    await put(c, d);
    const answers = await Promise.all([refusal(put(b, c)), refusal(put(d, a))]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
  });

  test("are not of another workspace, nor taken by who only sees them", async () => {
    const [other, part] = [await makeWorld(), await make("task")];
    const unknown = await refusal(put(part, { id: newId() }));
    expect(await refusal(put(part, other.task))).toEqual(unknown);
    const byOther = run(setParent, world.outsider, { taskId: part.id, parentTaskId: null });
    expect(await refusal(byOther)).toMatchObject({ code: "FORBIDDEN" });
    const stale = run(setParent, world.agent, { taskId: part.id, parentTaskId: null, from: newId() });
    expect(await refusal(stale)).toMatchObject({ reason: "changed_by_other" });
  });
});

test("a description is kept with its history, undone from its line, and not overwritten unseen", async () => {
  const work = await makeWork(world.agent);
  const say = (description: string, from?: string) =>
    run(setDescription, world.agent, { taskId: work.id, description, from });
  await say("First **words**");
  await say("Other words", "First **words**");
  expect(await refusal(say("Mine", "First **words**"))).toMatchObject({ reason: "changed_by_other" });
  expect(await refusal(say("x".repeat(20_001)))).toMatchObject({ fields: [{ field: "description" }] });
  const line = (await linesOf(work.chatId)).at(-1)!;
  expect(line).toMatchObject({ name: "described" });
  await run(undoChange, world.agent, { entryId: line.id as string });
  expect((await shown(work)).description).toBe("First **words**");
  const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  const ofTicket = run(setDescription, world.agent, { taskId: ticket.id, description: "No" });
  expect(await refusal(ofTicket)).toMatchObject({ fields: [{ field: "taskId", problem: "only_work" }] });
});
