import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import { say } from "@/db/testing/said";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { linesOf, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { assignTask } from "./commands/assign-task";
import { changeTaskStatus } from "./commands/change-task-status";
import { renameTask } from "./commands/rename-task";
import { setDueDate } from "./commands/set-due-date";
import { setSeverity } from "./commands/set-severity";
import { setTaskPriority } from "./commands/set-task-priority";
import { undoChange } from "./commands/undo-change";
import type { WorkView } from "./views";

useTestDatabase();
let world: World;
let work: WorkView;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  work = await makeWork(world.agent);
});
afterEach(() => onCommitted(undefined));

const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const lastLine = async (chatId: string) => (await linesOf(chatId)).at(-1)!;
const undo = (entryId: string, by = world.agent) => run(undoChange, by, { entryId });
const stored = () => ticketById(world.workspace, work.id);

describe("undoing", () => {
  test.each([
    ["status", "status", () => run(changeTaskStatus, world.agent, { taskId: work.id, status: "todo" })],
    ["priority", "priority", () => run(setTaskPriority, world.agent, { taskId: work.id, priority: "low" })],
    ["severity", "severity", () => run(setSeverity, world.agent, { taskId: work.id, severity: "major" })],
    ["due date", "dueOn", () => run(setDueDate, world.agent, { taskId: work.id, dueOn: "2030-01-01" })],
    ["title", "title", () => run(renameTask, world.agent, { taskId: work.id, title: "Else" })],
    [
      "assignee",
      "assigneeUserId",
      () => run(assignTask, world.agent, { taskId: work.id, assigneeUserId: world.user.user.id }),
    ],
  ] as const)(
    "a change of the %s brings back what was, once; the line says by whom",
    async (_, field, change) => {
      const before = (await stored())[field];
      await change();
      const { id } = await lastLine(work.chatId);
      const answers = await Promise.all([refusal(undo(id)), refusal(undo(id))]);
      expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
      expect((await stored())[field]).toBe(before);
      const line = (await linesOf(work.chatId)).find((one) => one.id === id);
      expect(line).toMatchObject({ undoneBy: world.agent.user.name });
      expect(await refusal(undo(id))).toMatchObject({ reason: "already_undone" });
    },
  );

  test("is refused once the task is otherwise than the line says, naming who changed it", async () => {
    await run(setTaskPriority, world.agent, { taskId: work.id, priority: "low" });
    const { id } = await lastLine(work.chatId);
    await run(setTaskPriority, world.manager, { taskId: work.id, priority: "urgent" });
    expect(await refusal(undo(id))).toMatchObject({
      reason: "changed_by_other",
      values: { by: world.manager.user.name },
    });
    expect(await stored()).toMatchObject({ priority: "urgent" });
  });

  test("is for those who may make the change, and for lines that tell of one", async () => {
    await run(setTaskPriority, world.agent, { taskId: work.id, priority: "low" });
    const { id } = await lastLine(work.chatId);
    expect(await refusal(undo(id, world.outsider))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(undo(id, world.user))).toEqual({ code: "NOT_FOUND" });
    const [created] = await linesOf(work.chatId);
    expect(await refusal(undo(created!.id))).toMatchObject({ reason: "not_undoable" });
    expect(await stored()).toMatchObject({ priority: "low" });
  });

  test("where a hashtag was typed marks the line there and in the task's chat, in every browser", async () => {
    const ticket = await makeTicket(world.workspace, { teamId: world.team.id });
    await say(
      world.agent,
      { chatId: ticket.chatId!, isTicket: true },
      "Broken #createBug #setPriority urgent",
    );
    const { id, task } = await lastLine(ticket.chatId!);
    expect(task).toMatchObject({ type: "bug" });
    const events: StoredEvent[] = [];
    onCommitted((some) => events.push(...some));
    await undo(id);
    const told = (await publicationsOf(world.workspace.id, events)).filter(({ data }) =>
      data.includes("undoneBy"),
    );
    expect(told).toHaveLength(2);
    expect(
      told.every(({ channel, name }) => name === "entry.changed" && channel.startsWith("private-chat.")),
    ).toBe(true);
  });
});
