import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, domainEvents } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { say } from "@/db/testing/said";
import { makeTicket } from "@/db/testing/tickets";
import { linesOf, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { listRefusals } from "@/lib/domain/commands/queries/list-refusals";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { changeTag } from "./commands/change-tag";
import { createTag } from "./commands/create-tag";
import { deleteTag } from "./commands/delete-tag";
import { mergeTags } from "./commands/merge-tags";
import { restoreTag } from "./commands/restore-tag";
import { tagTask } from "./commands/tag-task";
import { undoChange } from "./commands/undo-change";
import { getTicket } from "./queries/get-ticket";
import { listTags, listTagUse } from "./queries/list-tags";
import { listTickets } from "./queries/list-tickets";
import { mostTagsOfTask } from "./tag-rules";

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
const newTag = (name = unique("tag")) => run(createTag, world.manager, { name, color: "blue" });
const tag = (ids: string[], by = world.agent, taskId = ticket.id) => run(tagTask, by, { taskId, add: ids });
const namesOn = async (number = ticket.number) =>
  (await read(getTicket, world.manager, { number })).tags.map(({ name }) => name);
const byName = (names: string[]) => names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
const found = async (q: string) =>
  (await read(listTickets, world.manager, { q })).items.map(({ number }) => number);

describe("tagging", () => {
  test("is a change with before and after, a line, and an undo that leaves what others did meanwhile", async () => {
    const [one, two, three] = [await newTag(), await newTag(), await newTag()];
    await tag([one.id]);
    const answer = await run(tagTask, world.agent, { taskId: ticket.id, add: [two.id], remove: [one.id] });
    expect(answer.ticket?.tags).toEqual([two]);
    await tag([three.id], world.manager);
    await run(tagTask, world.agent, answer.undo!);
    expect(await namesOn()).toEqual(byName([one.name, three.name]));
    const [event] = await systemDb()
      .select()
      .from(domainEvents)
      .where(and(eq(domainEvents.subjectId, ticket.id), eq(domainEvents.name, "task.tags_changed")))
      .orderBy(domainEvents.id)
      .offset(1);
    expect(event!.payload).toMatchObject({
      before: [{ id: one.id, name: one.name }],
      after: [{ id: two.id, name: two.name }],
    });
    const lines = (await linesOf(ticket.chatId!)).filter(({ name }) => name === "tags_changed");
    expect(lines[1]).toMatchObject({ added: [two.name], removed: [one.name] });
  });

  test("is undone from its line, once", async () => {
    const one = await newTag();
    await tag([one.id]);
    const { id } = (await linesOf(ticket.chatId!)).at(-1)!;
    const undo = () => refusal(run(undoChange, world.agent, { entryId: id }));
    expect((await Promise.all([undo(), undo()])).filter((answer) => answer === "done")).toHaveLength(1);
    expect(await namesOn()).toEqual([]);
  });

  test("twice, or by two at once, is done once; neither overwrites the other", async () => {
    const [one, two] = [await newTag(), await newTag()];
    await Promise.all([tag([one.id]), tag([one.id], world.colleague), tag([two.id], world.manager)]);
    expect(await namesOn()).toEqual(byName([one.name, two.name]));
    const lines = (await linesOf(ticket.chatId!)).filter(({ name }) => name === "tags_changed");
    expect(lines).toHaveLength(2);
    expect((await tag([one.id])).undo).toBeNull();
  });

  test("makes a tag that is not there, one for all who make it at once, in whatever case", async () => {
    const name = unique("Срочно");
    const make = (as: string) => run(tagTask, world.agent, { taskId: ticket.id, create: [as] });
    await Promise.all([make(name), make(name.toLowerCase()), make(`#${name.toUpperCase()}`)]);
    expect(await namesOn()).toHaveLength(1);
    const { tags } = await read(listTags, world.agent, {});
    expect(tags.filter((one) => one.name.toLowerCase() === name.toLowerCase())).toHaveLength(1);
  });

  test("is for those who may change the task; making tags for those who handle tickets", async () => {
    const one = await newTag();
    const work = await makeWork(world.user);
    await tag([one.id], world.user, work.id);
    const made = run(tagTask, world.user, { taskId: work.id, create: [unique("own")] });
    expect(await refusal(made)).toEqual({ code: "FORBIDDEN" });
    // One that is there is no new one.
    await run(tagTask, world.user, { taskId: work.id, create: [one.name.toUpperCase()] });
    expect(await refusal(tag([one.id], world.user))).toEqual({ code: "NOT_FOUND" });
  });

  test("refuses wrong names, too many, and tags that are gone", async () => {
    const withName = (name: string) =>
      refusal(run(tagTask, world.agent, { taskId: ticket.id, create: [name] }));
    for (const name of ["", "  ", 'say "no"', "one, two", "-late", "x".repeat(41)]) {
      expect(await withName(name)).toMatchObject({ code: "INVALID", fields: [{ field: "create.0" }] });
    }
    const gone = await newTag();
    await run(deleteTag, world.manager, { tagId: gone.id });
    expect(await refusal(tag([gone.id]))).toMatchObject({
      fields: [{ field: "add", problem: "unknown_tag" }],
    });
    const many = Array.from({ length: mostTagsOfTask }, (_, index) => `${unique("many")} ${index}`);
    await run(tagTask, world.agent, { taskId: ticket.id, create: many });
    const one = await newTag();
    expect(await refusal(tag([one.id]))).toMatchObject({ fields: [{ problem: "too_many_tags" }] });
  });
});

describe("the tags of a workspace", () => {
  test("are called otherwise, in another colour, and each name is one tag's", async () => {
    const [one, two] = [await newTag(unique("Old")), await newTag(unique("Вниз"))];
    await tag([one.id]);
    const undo = await run(changeTag, world.manager, { tagId: one.id, name: unique("New"), color: "red" });
    expect(undo).toEqual({ tagId: one.id, name: one.name, color: "blue" });
    expect(await namesOn()).not.toEqual([one.name]);
    await run(changeTag, world.manager, undo!);
    expect(await namesOn()).toEqual([one.name]);
    const taken = run(changeTag, world.manager, { tagId: one.id, name: two.name.toUpperCase() });
    expect(await refusal(taken)).toMatchObject({ fields: [{ field: "name", problem: "taken" }] });
    expect(await refusal(newTag(two.name.toLowerCase()))).toMatchObject({ fields: [{ problem: "taken" }] });
    const audit = await systemDb().select().from(auditLog).where(eq(auditLog.subjectId, one.id));
    expect(audit.map(({ action }) => action).sort()).toEqual(["tag.changed", "tag.changed", "tag.created"]);
  });

  test("are deleted from everywhere, and come back with all that was tagged, unless the name is another's", async () => {
    const one = await newTag();
    await tag([one.id]);
    await Promise.all([
      run(deleteTag, world.manager, { tagId: one.id }),
      run(deleteTag, world.admin, { tagId: one.id }),
    ]);
    expect(await namesOn()).toEqual([]);
    await run(restoreTag, world.manager, { tagId: one.id });
    expect(await namesOn()).toEqual([one.name]);
    await run(deleteTag, world.manager, { tagId: one.id });
    await newTag(one.name);
    const back = run(restoreTag, world.manager, { tagId: one.id });
    expect(await refusal(back)).toMatchObject({ fields: [{ field: "name", problem: "taken" }] });
  });

  test("say how many tickets have each", async () => {
    const one = await newTag();
    await tag([one.id]);
    const work = await makeWork(world.agent);
    await tag([one.id], world.agent, work.id);
    const use = await read(listTagUse, world.manager, {});
    expect(use.find(({ id }) => id === one.id)).toMatchObject({ tickets: 1 });
  });

  test("tell everybody's screens that something about them changed", async () => {
    const one = await newTag();
    const events = await systemDb().select().from(domainEvents).where(eq(domainEvents.subjectId, one.id));
    const told = await publicationsOf(world.workspace.id, events as never);
    expect(told.map(({ name }) => name)).toEqual(["tags.changed"]);
  });
});

describe("merging one tag into another", () => {
  test("leaves the other on everything, also where both were; and is undone to what was", async () => {
    const [from, into] = [await newTag(), await newTag()];
    const both = await makeTicket(world.workspace, { teamId: world.team.id });
    await tag([from.id]);
    await tag([from.id, into.id], world.agent, both.id);
    const merge = () => run(mergeTags, world.manager, { tagId: from.id, intoTagId: into.id });
    const answers = await Promise.all([merge(), merge()]);
    expect(answers.map(({ merged }) => merged).sort()).toEqual([false, true]);
    expect([await namesOn(), await namesOn(both.number)]).toEqual([[into.name], [into.name]]);
    await run(restoreTag, world.manager, { tagId: from.id });
    expect(await namesOn()).toEqual([from.name]);
    expect(await namesOn(both.number)).toEqual(byName([from.name, into.name]));
  });

  test("both ways at once leaves one of the two", async () => {
    const [one, two] = [await newTag(), await newTag()];
    await tag([one.id, two.id]);
    const merge = (tagId: string, intoTagId: string) => run(mergeTags, world.manager, { tagId, intoTagId });
    const answers = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await namesOn()).toEqual([answers[0]!.name]);
  });

  test("loses no tagging that happens at the same time", async () => {
    const tickets = await Promise.all(
      Array.from({ length: 8 }, () => makeTicket(world.workspace, { teamId: world.team.id })),
    );
    const [from, into] = [await newTag(), await newTag()];
    await Promise.all([
      ...tickets.slice(0, 4).map(({ id }) => tag([from.id], world.agent, id)),
      run(mergeTags, world.manager, { tagId: from.id, intoTagId: into.id }),
      ...tickets.slice(4).map(({ id }) => tag([from.id], world.agent, id)),
    ]);
    const names = await Promise.all(tickets.map(({ number }) => namesOn(number)));
    expect(names).toEqual(tickets.map(() => [into.name]));
  });

  test("makes undoing an earlier change mean the other one", async () => {
    const [from, into] = [await newTag(), await newTag()];
    const { undo } = await tag([from.id]);
    await run(mergeTags, world.manager, { tagId: from.id, intoTagId: into.id });
    await run(tagTask, world.agent, undo!);
    expect(await namesOn()).toEqual([]);
  });

  test("is refused into itself, into what is gone, and across workspaces as into what never was", async () => {
    const [one, gone, theirs] = [await newTag(), await newTag(), (await makeWorld()).tagId];
    await run(deleteTag, world.manager, { tagId: gone.id });
    const merge = (tagId: string, intoTagId: string) =>
      refusal(run(mergeTags, world.manager, { tagId, intoTagId }));
    expect(await merge(one.id, one.id)).toMatchObject({
      fields: [{ field: "intoTagId", problem: "same_tag" }],
    });
    for (const other of [gone.id, theirs, newId()]) {
      expect(await merge(one.id, other)).toEqual({ code: "NOT_FOUND" });
      expect(await merge(other, one.id)).toEqual({ code: "NOT_FOUND" });
    }
  });
});

describe("a search for tags", () => {
  test("finds what has all of them and not the others, beside words", async () => {
    const words = unique("парсель");
    const [one, two] = [await newTag(unique("Два слова")), await newTag()];
    const other = await makeTicket(world.workspace, { words });
    await tag([one.id]);
    await tag([one.id, two.id], world.manager, other.id);
    const quoted = `tag:"${one.name.toUpperCase()}"`;
    expect((await found(quoted)).sort()).toEqual([ticket.number, other.number].sort());
    expect(await found(`${quoted} tag:"${two.name}"`)).toEqual([other.number]);
    expect(await found(`${quoted} -tag:"${two.name}"`)).toEqual([ticket.number]);
    expect(await found(`${words.split(" ")[0]} ${quoted}`)).toEqual([other.number]);
    expect(await found("tag:nobody-made-this")).toEqual([]);
  });
});

describe("#tag", () => {
  const here = () => ({ chatId: ticket.chatId!, isTicket: true });

  test("tags and takes tags away by their names", async () => {
    const [one, two, three] = [await newTag(unique("Two words")), await newTag(), await newTag()];
    await tag([three.id]);
    await say(world.agent, here(), `#tag ${one.name.toUpperCase()}, ${two.name}, -${three.name}`);
    expect(await namesOn()).toEqual(byName([one.name, two.name]));
  });

  test("refuses a name that no tag has, with those that come near, and makes nothing", async () => {
    const one = await newTag(unique("Refund"));
    await say(world.agent, here(), "#tag refund please");
    const { refusals } = await read(listRefusals, world.agent, { chatId: ticket.chatId! });
    expect(refusals[0]!.refusal).toMatchObject({ reason: "unknown_tag", given: "refund please" });
    expect(refusals[0]!.refusal.values[0]).toBe(one.name);
    expect(await namesOn()).toEqual([]);
  });
});
