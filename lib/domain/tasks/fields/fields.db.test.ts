import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, domainEvents, taskFields, taskFieldValues } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { linesOf, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { archiveField, restoreField } from "../commands/archive-field";
import { arrangeFields } from "../commands/arrange-fields";
import { changeField } from "../commands/change-field";
import { createField } from "../commands/create-field";
import { setField } from "../commands/set-field";
import { undoChange } from "../commands/undo-change";
import { getTask } from "../queries/get-task";
import { getTicket } from "../queries/get-ticket";
import { listFields, listManagedFields } from "../queries/list-fields";
import { type FieldDefinition, type FieldType, mostFields } from "./field-rules";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const unique = (word: string) => `${word} ${newId().slice(-8)}`;
const option = (name: string) => ({ id: newId(), name });
type Made = { type: FieldType; options?: { id: string; name: string }[]; shownOn?: string[]; name?: string };
const make = ({ name = unique("field"), shownOn = ["ticket", "task"], ...rest }: Made) =>
  run(createField, world.manager, { name, shownOn: shownOn as ["ticket"], ...rest });
const set = (field: FieldDefinition, value: unknown, by = world.agent, taskId = ticket.id) =>
  run(setField, by, { taskId, fieldId: field.id, value: value as string });
const valuesOn = async () => (await read(getTicket, world.manager, { number: ticket.number })).fields;
const lines = async () => (await linesOf(ticket.chatId!)).filter(({ name }) => name === "field_changed");

describe("what a ticket has in a field", () => {
  test("is kept as its type says, told with before and after, and undone", async () => {
    const field = await make({ type: "number" });
    const first = await set(field, 12.5);
    expect(first.ticket?.fields).toMatchObject({ [field.id]: 12.5 });
    const second = await set(field, -3);
    expect(await valuesOn()).toMatchObject({ [field.id]: -3 });
    const [event] = await systemDb()
      .select({ payload: domainEvents.payload })
      .from(domainEvents)
      .where(and(eq(domainEvents.subjectId, ticket.id), eq(domainEvents.name, "task.field_changed")))
      .orderBy(domainEvents.id)
      .offset(1);
    expect(event?.payload).toMatchObject({ fieldId: field.id, before: 12.5, after: -3 });
    expect((await lines()).at(-1)).toMatchObject({ field: field.name, type: "number", from: 12.5, to: -3 });
    await run(setField, world.agent, second.undo!);
    expect(await valuesOn()).toMatchObject({ [field.id]: 12.5 });
    await run(setField, world.agent, first.undo!);
    expect(await valuesOn()).not.toHaveProperty(field.id);
  });

  test.each<[FieldType, (at: { options: string[]; me: string }) => unknown, unknown]>([
    ["text", () => "  A–1\u0000 27 ", "A–1 27"],
    ["date", () => "2024-02-29", "2024-02-29"],
    ["checkbox", () => true, true],
    ["choice", ({ options }) => options[1], "second"],
    ["multiple_choice", ({ options }) => [options[1], options[0], options[1]], ["first", "second"]],
    ["person", ({ me }) => me, "me"],
  ])("may be a %s", async (type, given, kept) => {
    const options = type.endsWith("choice") ? [option("First"), option("Second")] : undefined;
    const field = await make({ type, options });
    const ids = options?.map(({ id }) => id) ?? [];
    const names: Record<string, unknown> = { first: ids[0], second: ids[1] };
    await set(field, given({ options: ids, me: world.agent.user.id }));
    const value = (await valuesOn())?.[field.id];
    if (kept === "me") expect(value).toMatchObject({ id: world.agent.user.id, name: world.agent.user.name });
    else
      expect(value).toEqual(
        Array.isArray(kept) ? kept.map((key) => names[key]) : (names[String(kept)] ?? kept),
      );
    const [line] = await lines();
    const words = { choice: "Second", multiple_choice: ["First", "Second"], person: world.agent.user.name };
    expect(line).toMatchObject({ to: type in words ? words[type as keyof typeof words] : kept });
    await set(field, type === "checkbox" ? false : null);
    expect(await valuesOn()).not.toHaveProperty(field.id);
  });

  test.each<[FieldType, unknown, string]>([
    ["text", 5, "field_text"],
    ["text", "tooLong", "field_text_long"],
    ["number", "5", "field_number"],
    ["number", Number.NaN, "field_number"],
    ["number", 1e16, "field_number"],
    ["date", "2023-02-29", "field_date"],
    ["date", "0023-02-01", "field_date"],
    ["date", 20230201, "field_date"],
    ["checkbox", "yes", "field_checkbox"],
    ["choice", "00000000-0000-7000-8000-000000000000", "field_option"],
    ["choice", ["x"], "field_option"],
    ["multiple_choice", ["x"], "field_option"],
    ["multiple_choice", "x", "field_option"],
    ["person", "00000000-0000-7000-8000-000000000000", "field_person"],
    ["person", "me", "field_person"],
    ["person", true, "field_person"],
  ])("is refused where a %s is given as %j, with the name of the field", async (type, value, problem) => {
    const options = type.endsWith("choice") ? [option("First")] : undefined;
    const field = await make({ type, options });
    const refused = await refusal(set(field, value === "tooLong" ? "ы".repeat(501) : value));
    expect(refused).toMatchObject({ code: "INVALID", fields: [{ field: "value", problem }] });
    expect(refused).toMatchObject({ fields: [{ values: { field: field.name } }] });
    expect(await valuesOn()).not.toHaveProperty(field.id);
  });

  test("is refused for who left, another type of task, an archived field and one of another workspace", async () => {
    const person = await make({ type: "person", shownOn: ["ticket"] });
    const former = await refusal(set(person, world.former.user.id));
    expect(former).toMatchObject({ fields: [{ problem: "field_person" }] });
    const work = await makeWork(world.agent);
    const elsewhere = await refusal(set(person, world.agent.user.id, world.agent, work.id));
    expect(elsewhere).toMatchObject({ fields: [{ field: "fieldId", problem: "field_elsewhere" }] });
    const other = await makeWorld();
    const unknown = { fields: [{ field: "fieldId", problem: "unknown_field" }] };
    expect(await refusal(set({ ...person, id: other.fieldId }, "x"))).toMatchObject(unknown);
    await run(archiveField, world.manager, { fieldId: person.id });
    expect(await refusal(set(person, world.agent.user.id))).toMatchObject(unknown);
  });

  test("is not overwritten by who saw something else, who is told who changed it; other fields don't count", async () => {
    const [one, other] = [await make({ type: "text" }), await make({ type: "text" })];
    await set(one, "theirs", world.manager);
    await set(other, "mine");
    const stale = { taskId: ticket.id, fieldId: one.id, value: "mine", from: null };
    expect(await refusal(run(setField, world.agent, stale))).toMatchObject({
      code: "CONFLICT",
      reason: "changed_by_other",
      values: { by: world.manager.user.name },
    });
    await run(setField, world.agent, { ...stale, from: "theirs" });
    expect(await valuesOn()).toMatchObject({ [one.id]: "mine", [other.id]: "mine" });
  });

  test("is taken back from the line that tells of it, once", async () => {
    const field = await make({ type: "checkbox" });
    await set(field, true);
    const entryId = (await lines())[0]!.id as string;
    await run(undoChange, world.manager, { entryId });
    expect(await valuesOn()).not.toHaveProperty(field.id);
    expect(await refusal(run(undoChange, world.manager, { entryId }))).toMatchObject({
      reason: "already_undone",
    });
  });

  test("shows on tasks that have the field too; who only sees a task changes nothing", async () => {
    const field = await make({ type: "text", shownOn: ["task", "bug"] });
    const work = await makeWork(world.agent);
    await set(field, "A27", world.agent, work.id);
    const { work: found } = await read(getTask, world.manager, { number: work.number });
    expect(found?.fields).toMatchObject({ [field.id]: "A27" });
    expect(await refusal(set(field, "B", world.outsider, work.id))).toMatchObject({ code: "FORBIDDEN" });
  });

  test("goes to members' screens with the ticket, and to no customer's", async () => {
    const field = await make({ type: "text" });
    await set(field, "secret plan");
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.subjectId, ticket.id));
    const told = await publicationsOf(world.workspace.id, events as never);
    expect(told.some(({ data }) => data.includes("secret plan"))).toBe(true);
    expect(
      told.filter(({ channel }) => channel.includes("customer")).some(({ data }) => data.includes("secret")),
    ).toBe(false);
  });

  test("that is too much for news is left out of them, for browsers to ask", async () => {
    const long = "ы".repeat(500);
    for (let count = 0; count < 9; count++) await set(await make({ type: "text" }), long);
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.subjectId, ticket.id));
    const told = (await publicationsOf(world.workspace.id, events as never)).filter(
      ({ name }) => name === "ticket.changed",
    );
    expect(told.length).toBeGreaterThan(0);
    for (const { data } of told) expect(JSON.parse(data).fields).toBeNull();
  });
});

describe("fields", () => {
  test("have names of their own in any case, and values for every type in the database's eyes", async () => {
    const name = unique("Émail");
    const field = await make({ type: "number", name });
    const again = await refusal(make({ type: "text", name: name.toUpperCase() }));
    expect(again).toMatchObject({ fields: [{ field: "name", problem: "taken" }] });
    const row = { workspaceId: world.workspace.id, taskId: ticket.id, fieldId: field.id, slot: field.id };
    const store = (wrong: object) =>
      systemDb()
        .insert(taskFieldValues)
        .values({ ...row, ...wrong } as never);
    await expect(store({ type: "number", textValue: "5", textKey: "5" })).rejects.toThrow();
    await expect(store({ type: "text", textValue: "5", textKey: "5" })).rejects.toThrow();
    await expect(store({ type: "number", numberValue: Number.NaN })).rejects.toThrow();
    await expect(store({ type: "number" })).rejects.toThrow();
  });

  test("need something to choose from where that is what they are, each called otherwise", async () => {
    const none = await refusal(make({ type: "choice", options: [] }));
    expect(none).toMatchObject({ fields: [{ field: "options", problem: "options_needed" }] });
    const twice = await refusal(make({ type: "choice", options: [option("One"), option("ONE")] }));
    expect(twice).toMatchObject({ fields: [{ field: "options.1.name", problem: "taken" }] });
    const needless = await refusal(make({ type: "text", options: [option("One")] }));
    expect(needless).toMatchObject({ fields: [{ field: "options", problem: "no_options" }] });
    expect(await refusal(make({ type: "text", shownOn: [] }))).toMatchObject({
      fields: [{ field: "shownOn", problem: "shown_on_needed" }],
    });
  });

  test("lose an option without what was chosen losing it; it can't be chosen anew, and comes back by undo", async () => {
    const [kept, used, unused] = [option("Kept"), option("Used"), option("Unused")];
    const field = await make({ type: "choice", options: [used, unused, kept] });
    await set(field, used.id);
    const before = await run(changeField, world.manager, {
      fieldId: field.id,
      options: [{ ...kept, name: "Here" }],
    });
    const now = async () =>
      (await read(listFields, world.agent, {})).fields.find(({ id }) => id === field.id)!.options;
    expect(await now()).toEqual([
      { id: kept.id, name: "Here", retired: false },
      { ...used, retired: true },
    ]);
    expect(await valuesOn()).toMatchObject({ [field.id]: used.id });
    const other = await makeTicket(world.workspace, { teamId: world.team.id });
    expect(await refusal(set(field, used.id, world.agent, other.id))).toMatchObject({
      fields: [{ problem: "field_option" }],
    });
    await run(changeField, world.manager, before!);
    expect((await now()).map(({ name, retired }) => [name, retired])).toEqual([
      ["Used", false],
      ["Unused", false],
      ["Kept", false],
    ]);
    const stolen = await make({ type: "choice", options: [option("Own")] });
    expect(
      await refusal(run(changeField, world.manager, { fieldId: stolen.id, options: [kept] })),
    ).toMatchObject({ fields: [{ field: "options", problem: "unknown_option" }] });
  });

  test("are archived with what is in them, and come back with it", async () => {
    const field = await make({ type: "text" });
    await set(field, "kept");
    await run(archiveField, world.manager, { fieldId: field.id });
    expect(await valuesOn()).not.toHaveProperty(field.id);
    const { fields } = await read(listFields, world.agent, {});
    expect(fields.some(({ id }) => id === field.id)).toBe(false);
    const managed = await read(listManagedFields, world.manager, {});
    expect(managed.find(({ id }) => id === field.id)).toMatchObject({ archived: true });
    const namesake = await make({ type: "text", name: field.name });
    expect(await refusal(run(restoreField, world.manager, { fieldId: field.id }))).toMatchObject({
      fields: [{ field: "name", problem: "taken" }],
    });
    await run(archiveField, world.manager, { fieldId: namesake.id });
    await run(restoreField, world.manager, { fieldId: field.id });
    expect(await valuesOn()).toMatchObject({ [field.id]: "kept" });
    const actions = await systemDb()
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.subjectId, field.id));
    expect(actions.map(({ action }) => action)).toEqual([
      "field.created",
      "field.archived",
      "field.restored",
    ]);
  });

  test("stand in the order in which they were put, of which everybody's screens are told", async () => {
    const order = async () => (await read(listFields, world.agent, {})).fields.map(({ id }) => id);
    await make({ type: "text" });
    const last = await make({ type: "text" });
    const fieldIds = [last.id, ...(await order()).filter((id) => id !== last.id)];
    const before = await run(arrangeFields, world.manager, { fieldIds });
    expect(await order()).toEqual(fieldIds);
    await run(arrangeFields, world.manager, before);
    expect(await order()).toEqual(before.fieldIds);
    expect(await refusal(run(arrangeFields, world.manager, { fieldIds: [last.id] }))).toMatchObject({
      code: "CONFLICT",
      reason: "fields_changed",
    });
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.subjectId, last.id));
    const told = await publicationsOf(world.workspace.id, events as never);
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set(["fields.changed"]));
  });

  test("are so many at most, also when two make the last one at once", async () => {
    const other = await makeWorld();
    const here = eq(taskFields.workspaceId, other.workspace.id);
    const there = (await systemDb().select({ id: taskFields.id }).from(taskFields).where(here)).length;
    const rows = Array.from({ length: mostFields - there - 1 }, (_, at) => ({
      workspaceId: other.workspace.id,
      id: newId(),
      ...{ name: `Field ${at}`, key: `field ${at}`, type: "text" as const, shownOn: ["ticket" as const] },
    }));
    await systemDb().insert(taskFields).values(rows);
    const more = () =>
      refusal(run(createField, other.manager, { name: unique("x"), type: "text", shownOn: ["ticket"] }));
    const answers = await Promise.all([more(), more(), more()]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.find((answer) => answer !== "done")).toMatchObject({
      reason: "too_many_fields",
      values: { limit: mostFields },
    });
  });
});
