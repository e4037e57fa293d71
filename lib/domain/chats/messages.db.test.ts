import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, files, messageEdits, messages, reactions } from "@/db/schema";
import { makeMember, makeTeam, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import type { Caller } from "@/lib/core/context";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { listOwnRequests } from "@/lib/domain/customers/queries/get-customer-session";
import { listNotifications } from "@/lib/domain/notifications/queries/list-notifications";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { listTickets } from "@/lib/domain/tasks/queries/list-tickets";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { createGroup } from "./commands/create-group";
import { deleteMessage } from "./commands/delete-message";
import { editMessage } from "./commands/edit-message";
import { reactToMessage } from "./commands/react-to-message";
import { sendToChat } from "./commands/send-to-chat";
import { getChatThread } from "./queries/get-thread";
import { listEdits } from "./queries/list-edits";
import type { CustomerEntry, MemberEntry } from "./views";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
let chatId: string;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id, words: "Where is it?" });
  chatId = ticket.chatId!;
});

type Mentions = { kind: "member" | "team"; id: string }[];
type Given = { kind?: "message" | "note"; by?: Caller; replyToId?: string; mentions?: Mentions };
async function reply(body: string, { by = world.agent, ...given }: Given = {}): Promise<string> {
  const id = newId();
  await run(replyToTicket, by, { chatId, id, body, ...given });
  return id;
}
async function write(body: string, replyToId?: string): Promise<string> {
  const id = newId();
  await run(writeToSupport, ticket.customer, { chatId, id, body, replyToId });
  return id;
}
const edit = (messageId: string, body: string, by: Caller = world.agent, mentions?: Mentions) =>
  run(editMessage, by, { chatId, messageId, body, mentions });
const remove = (messageId: string, by: Caller = world.agent) => run(deleteMessage, by, { chatId, messageId });
const react = (messageId: string, emoji = "👍", by: Caller = world.agent, on = true) =>
  run(reactToMessage, by, { chatId, messageId, emoji, on });
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);

const shown = async (id: string) =>
  ((await read(getTicketThread, world.agent, { chatId })).entries as MemberEntry[]).find(
    (entry) => entry.id === id,
  )!;
const shownToCustomer = async (id: string) =>
  ((await read(getOwnThread, ticket.customer, { chatId })).entries as CustomerEntry[]).find(
    (entry) => entry.id === id,
  );
const revisions = async () => {
  const [row] = await systemDb()
    .select({ rev: chats.rev, publicRev: chats.publicRev })
    .from(chats)
    .where(and(eq(chats.workspaceId, world.workspace.id), eq(chats.id, chatId)));
  return row!;
};
const preview = async () => {
  const { items } = await read(listTickets, world.agent, {});
  return items.find((item) => item.chatId === chatId)?.lastMessage;
};
const customersPreview = async () =>
  (await read(listOwnRequests, ticket.customer, {})).find(({ id }) => id === chatId)?.lastMessage;

/** What browsers hear of a change, by the kind of channel. */
async function heard(work: () => Promise<unknown>) {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  try {
    await work();
  } finally {
    onCommitted(undefined);
  }
  const publications = await publicationsOf(world.workspace.id, events);
  return publications.map(({ channel, name, data }) => ({
    channel: channel.split(".")[0]!.replace(/^private-/, ""),
    name,
    data: JSON.parse(data),
  }));
}

describe("editing", () => {
  test("changes the words for both sides, keeps the former ones for members, and is caught up by revision", async () => {
    const id = await reply("Tomorow");
    const before = await revisions();
    const { entry } = await edit(id, "Tomorrow");
    expect(entry).toMatchObject({ id, body: "Tomorrow", editedAt: expect.any(String), rev: before.rev + 1 });
    expect(await shownToCustomer(id)).toMatchObject({
      body: "Tomorrow",
      editedAt: expect.any(String),
      rev: before.publicRev + 1,
    });
    await edit(id, "On Monday");
    const { earlier } = await read(listEdits, world.colleague, { chatId, messageId: id });
    expect(earlier.map(({ body }) => body)).toEqual(["Tomorow", "Tomorrow"]);
    const missed = await read(getTicketThread, world.agent, { chatId, after_rev: before.rev });
    expect(missed.entries.map(({ id }) => id)).toEqual([id]);
    const missedByCustomer = await read(getOwnThread, ticket.customer, {
      chatId,
      after_rev: before.publicRev,
    });
    expect(missedByCustomer.entries).toMatchObject([{ id, body: "On Monday" }]);
    expect(await preview()).toMatchObject({ text: "On Monday", by: "member" });
    expect(await customersPreview()).toMatchObject({ text: "On Monday", by: "member" });
  });

  test("comes after the answers that quote it, so that whoever only hears of it asks for those too", async () => {
    const id = await reply("Tomorow");
    const answers = [await write("Sure?", id), await reply("Let me look", { kind: "note", replyToId: id })];
    answers.push(await reply("Quite", { replyToId: id }));
    const before = await revisions();
    const caughtUp = async () => ({
      members: (await read(getTicketThread, world.agent, { chatId, after_rev: before.rev })).entries,
      customer: (await read(getOwnThread, ticket.customer, { chatId, after_rev: before.publicRev })).entries,
    });
    const { entry } = await edit(id, "Tomorrow");
    expect(entry.rev).toBe(before.rev + 4);
    const edited = await caughtUp();
    expect(edited.members.map(({ id, rev }) => ({ id, rev: rev - before.rev }))).toEqual([
      ...answers.map((id, index) => ({ id, rev: index + 1 })),
      { id, rev: 4 },
    ]);
    expect(edited.customer.map(({ id, rev }) => ({ id, rev: rev - before.publicRev }))).toEqual([
      { id: answers[0], rev: 1 },
      { id: answers[2], rev: 2 },
      { id, rev: 3 },
    ]);
    for (const all of Object.values(edited))
      for (const entry of all.slice(0, -1)) expect(entry.replyTo?.text).toBe("Tomorrow");
    expect(await revisions()).toEqual({ rev: before.rev + 4, publicRev: before.publicRev + 3 });
    await remove(id);
    expect(await revisions()).toEqual({ rev: before.rev + 8, publicRev: before.publicRev + 6 });
    const removed = await caughtUp();
    expect(removed.members.map(({ id }) => id)).toEqual([...answers, id]);
    expect(removed.customer[0]?.replyTo).toMatchObject({ text: "", deleted: true });
  });

  test("of a note moves nothing of the customer's, though a message to them answers it; a reaction moves no answer", async () => {
    const note = await reply("Rude", { kind: "note" });
    await reply("Here you are", { replyToId: note });
    const before = await revisions();
    await edit(note, "Very rude");
    expect(await revisions()).toEqual({ rev: before.rev + 2, publicRev: before.publicRev });
    await react(note);
    expect(await revisions()).toEqual({ rev: before.rev + 3, publicRev: before.publicRev });
  });

  test("of what is answered and of the answer at the same moment both happen, each under its own revision", async () => {
    const id = await reply("First");
    const answer = await reply("Second", { replyToId: id });
    const before = await revisions();
    await Promise.all([edit(id, "First!"), edit(answer, "Second!")]);
    const { entries } = await read(getTicketThread, world.agent, { chatId, after_rev: before.rev });
    expect(entries.map(({ body }) => body).sort()).toEqual(["First!", "Second!"]);
    expect(new Set(entries.map(({ rev }) => rev)).size).toBe(2);
    expect((await shown(answer)).replyTo?.text).toBe("First!");
    expect((await revisions()).rev).toBe(before.rev + 3);
  });

  test("to the same words changes nothing", async () => {
    const id = await reply("Same");
    const before = await revisions();
    await edit(id, "Same");
    expect(await revisions()).toEqual(before);
    expect(await shown(id)).toMatchObject({ editedAt: null });
  });

  test("of a note stays among members", async () => {
    const id = await reply("Rude", { kind: "note" });
    const before = await revisions();
    const news = await heard(() => edit(id, "Very rude"));
    expect(await revisions()).toEqual({ rev: before.rev + 1, publicRev: before.publicRev });
    expect(news.map(({ channel }) => channel)).not.toContain("customerChat");
    expect(JSON.stringify(await read(getOwnThread, ticket.customer, { chatId }))).not.toContain("rude");
  });

  test("is for one's own messages, by those who see the chat, within its limits", async () => {
    const own = await reply("Mine");
    const theirs = await write("Theirs");
    for (const by of [world.colleague, world.admin, world.manager])
      expect(await refusal(edit(own, "Changed", by))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(edit(theirs, "Changed", world.admin))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(edit(theirs, "Changed", ticket.customer))).toEqual({ code: "FORBIDDEN" });
    for (const by of [world.outsider, world.user])
      expect(await refusal(edit(own, "Changed", by))).toEqual({ code: "NOT_FOUND" });
    const [line] = await systemDb()
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.chatId, chatId),
          eq(messages.kind, "event"),
          eq(messages.authorUserId, world.agent.user.id),
        ),
      );
    expect(await refusal(edit(line!.id, "Changed"))).toEqual({ code: "FORBIDDEN" });
    for (const body of ["", " \n ", "\u200B", "x".repeat(20_001)])
      expect(await refusal(edit(own, body))).toMatchObject({ code: "INVALID", fields: [{ field: "body" }] });
    await remove(own);
    expect(await refusal(edit(own, "Back"))).toEqual({ code: "CONFLICT", reason: "message_deleted" });
  });

  test("of one message by many tabs at once keeps every wording once", async () => {
    const id = await reply("0");
    await Promise.all(["1", "2", "3", "4", "5"].map((body) => edit(id, body)));
    const { earlier } = await read(listEdits, world.agent, { chatId, messageId: id });
    const all = [...earlier.map(({ body }) => body), (await shown(id)).body];
    expect([...all].sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(all[0]).toBe("0");
  });

  test("by who asked for support is refused: they count as the customer", async () => {
    const own = await makeTicket(world.workspace, { member: world.user, teamId: world.team.id });
    const [first] = await systemDb()
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.chatId, own.chatId!), eq(messages.kind, "message")));
    const at = { chatId: own.chatId!, messageId: first!.id };
    const refused = [
      await refusal(run(editMessage, world.user, { ...at, body: "Other" })),
      await refusal(run(deleteMessage, world.user, at)),
      await refusal(run(reactToMessage, world.user, { ...at, emoji: "👍", on: true })),
      await refusal(read(listEdits, world.user, at)),
    ];
    expect(refused).toEqual(refused.map(() => ({ code: "FORBIDDEN" })));
  });
});

describe("deleting", () => {
  test("leaves nothing of the message but its place", async () => {
    await reply("Before");
    const id = await reply("The secret word is xylophone");
    await edit(id, "The secret word is zither");
    await react(id);
    const fileId = newId();
    await systemDb()
      .insert(files)
      .values({
        workspaceId: world.workspace.id,
        id: fileId,
        chatId,
        messageId: id,
        uploaderUserId: world.agent.user.id,
        name: "zither.txt",
        contentType: "text/plain",
        size: 3,
        storageKey: `files/${world.workspace.id}/${fileId}.bin`,
      });
    const before = await revisions();
    const { entry } = await remove(id);
    expect(entry).toMatchObject({ deleted: true, body: "", files: [], reactions: [], rev: before.rev + 1 });
    const [row] = await systemDb().select().from(messages).where(eq(messages.id, id));
    expect(row).toMatchObject({ body: "", publicBody: null, mentions: null, search: "" });
    for (const table of [messageEdits, reactions, files])
      expect(await systemDb().select().from(table).where(eq(table.messageId, id))).toEqual([]);
    expect(await shownToCustomer(id)).toMatchObject({ deleted: true, body: "", rev: before.publicRev + 1 });
    expect(await preview()).toMatchObject({ text: "Before", by: "member" });
    expect(await customersPreview()).toMatchObject({ text: "Before" });
    const { items } = await read(listTickets, world.agent, { q: "zither" });
    expect(items).toEqual([]);
    expect(await read(listEdits, world.agent, { chatId, messageId: id })).toEqual({ earlier: [] });
  });

  test("twice, or at once, is done once", async () => {
    const id = await reply("Once");
    const before = await revisions();
    const answers = await Promise.all(Array.from({ length: 4 }, () => remove(id)));
    expect(new Set(answers.map(({ entry }) => entry.rev))).toEqual(new Set([before.rev + 1]));
    expect((await revisions()).rev).toBe(before.rev + 1);
  });

  test("is for one's own messages; admins and managers take back anybody's in the chats they see", async () => {
    const own = await reply("Mine");
    const note = await reply("Note", { kind: "note" });
    const theirs = await write("Theirs");
    expect(await refusal(remove(own, world.colleague))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(remove(theirs))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(remove(theirs, ticket.customer))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(remove(own, world.outsider))).toEqual({ code: "NOT_FOUND" });
    await remove(theirs, world.manager);
    await remove(note, world.admin);
    await remove(own);
    expect(await preview()).toMatchObject({ text: "Where is it?", by: "customer" });
    const groupId = newId();
    await run(createGroup, world.colleague, { chatId: groupId, userIds: [world.agent.user.id] });
    const messageId = newId();
    await run(sendToChat, world.agent, { chatId: groupId, id: messageId, body: "Among us" });
    const at = { chatId: groupId, messageId };
    expect(await refusal(run(deleteMessage, world.admin, at))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(run(deleteMessage, world.colleague, at))).toEqual({ code: "FORBIDDEN" });
    await run(deleteMessage, world.agent, at);
  });

  test("of an older message leaves the list's last words alone", async () => {
    const first = await reply("First");
    await reply("Second", { kind: "note" });
    await remove(first);
    expect(await preview()).toMatchObject({ text: "Second", by: "note" });
  });

  test("of the only message leaves the list without last words", async () => {
    const [only] = await systemDb()
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.chatId, chatId), eq(messages.kind, "message")));
    await remove(only!.id, world.admin);
    expect(await preview()).toBeNull();
    expect(await customersPreview()).toBeNull();
  });

  test("takes the words out of the quotes of those who answered", async () => {
    const id = await write("Regrettable");
    const answer = await reply("Well", { replyToId: id });
    expect(await shown(answer)).toMatchObject({ replyTo: { id, text: "Regrettable" } });
    await remove(id, world.admin);
    expect(await shown(answer)).toMatchObject({ replyTo: { id, text: "", deleted: true } });
    expect(await shownToCustomer(answer)).toMatchObject({ replyTo: { id, text: "", deleted: true } });
  });
});

describe("reacting", () => {
  test("is added and taken back by each, told to members alone", async () => {
    const id = await reply("Done!");
    const before = await revisions();
    const news = await heard(async () => {
      await react(id);
      await react(id, "👍", world.colleague);
      await react(id, "🎉", world.colleague);
    });
    expect((await shown(id)).reactions).toEqual([
      {
        emoji: "👍",
        by: [world.agent, world.colleague].map(({ user }) => ({ id: user.id, name: user.name })),
      },
      { emoji: "🎉", by: [{ id: world.colleague.user.id, name: world.colleague.user.name }] },
    ]);
    expect(await revisions()).toEqual({ rev: before.rev + 3, publicRev: before.publicRev });
    expect(news.map(({ channel, name }) => `${channel} ${name}`)).toEqual(["chat entry.changed"]);
    const { entry } = await react(id, "👍", world.agent, false);
    expect(entry.reactions.map(({ emoji, by }) => [emoji, by.length])).toEqual([
      ["👍", 1],
      ["🎉", 1],
    ]);
    expect(JSON.stringify(await shownToCustomer(id))).not.toMatch(/👍|🎉|reactions/);
  });

  test("twice or at once counts once; taking back what isn't there changes nothing", async () => {
    const id = await reply("Done!");
    await Promise.all(Array.from({ length: 5 }, () => react(id)));
    expect((await shown(id)).reactions).toMatchObject([{ emoji: "👍", by: [{ id: world.agent.user.id }] }]);
    const before = await revisions();
    await react(id);
    await react(id, "🎉", world.agent, false);
    expect(await revisions()).toEqual(before);
  });

  test.each(["", "a", "👍👍", "👍 ", "1", "©", "<b>", "❤", "🇩", "x".repeat(100)])(
    "with %j is refused",
    async (emoji) => {
      const id = await reply("Done!");
      expect(await refusal(react(id, emoji))).toMatchObject({
        code: "INVALID",
        fields: [{ field: "emoji" }],
      });
    },
  );

  test.each(["❤️", "👩🏽‍🚒", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])("with %s is one emoji", async (emoji) => {
    const id = await reply("Done!");
    expect((await react(id, emoji)).entry.reactions).toMatchObject([{ emoji }]);
  });

  test("takes at most twenty different ones, and none on what is deleted", async () => {
    const id = await reply("Done!");
    const many = Array.from({ length: 21 }, (_, n) => String.fromCodePoint(0x1f400 + n));
    const answers = await Promise.all(many.map((emoji) => refusal(react(id, emoji))));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(20);
    expect(answers.find((answer) => answer !== "done")).toMatchObject({
      code: "CONFLICT",
      reason: "too_many_reactions",
    });
    const { reactions } = await shown(id);
    expect(await refusal(react(id, reactions[0]!.emoji, world.colleague))).toBe("done");
    await remove(id);
    expect(await refusal(react(id))).toEqual({ code: "CONFLICT", reason: "message_deleted" });
  });
});

describe("answering a message", () => {
  test("quotes it to those who may see it", async () => {
    const said = await write("It is broken");
    const answer = await reply("Sorry!", { replyToId: said });
    expect(await shown(answer)).toMatchObject({
      replyTo: { id: said, text: "It is broken", author: { name: ticket.customer.customer.name } },
    });
    expect(await shownToCustomer(answer)).toMatchObject({ replyTo: { id: said, text: "It is broken" } });
    const back = await write("Thanks", answer);
    expect(await shown(back)).toMatchObject({ replyTo: { id: answer, text: "Sorry!" } });
    const note = await reply("Hidden", { kind: "note" });
    const aboutNote = await reply("In public", { replyToId: note });
    expect(await shown(aboutNote)).toMatchObject({ replyTo: { id: note, text: "Hidden" } });
    expect(await shownToCustomer(aboutNote)).toMatchObject({ replyTo: null });
  });

  test("that is elsewhere, unknown, hidden or an event line is refused alike", async () => {
    const note = await reply("Hidden", { kind: "note" });
    const [line] = await systemDb()
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.chatId, chatId), eq(messages.kind, "event")));
    const other = await makeTicket(world.workspace, { teamId: world.team.id });
    const [elsewhere] = await systemDb()
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.chatId, other.chatId!), eq(messages.kind, "message")));
    const wrong = { code: "INVALID", fields: [{ field: "replyToId", problem: "unknown_message" }] };
    for (const id of [newId(), elsewhere!.id, line!.id]) {
      expect(await refusal(reply("Hm", { replyToId: id }))).toEqual(wrong);
      expect(await refusal(write("Hm", id))).toEqual(wrong);
    }
    expect(await refusal(write("Hm", note))).toEqual(wrong);
  });
});

describe("naming somebody", () => {
  const named = ({ user }: { user: { id: string } }): Mentions => [{ kind: "member", id: user.id }];
  const at = ({ user }: { user: { name: string } }) => `@${user.name}`;
  const mentionsOf = async (who: Caller) =>
    (await read(listNotifications, who, {})).items.filter(
      ({ kind, chat }) => kind === "mention" && chat?.id === chatId,
    );

  test("in a ticket tells them, and lets them see it from then on", async () => {
    const { outsider } = world;
    expect(await refusal(read(getTicketThread, outsider, { chatId }))).toEqual({ code: "NOT_FOUND" });
    const news = await heard(async () => {
      const id = await reply(`${at(outsider)}, can you help?`, { kind: "note", mentions: named(outsider) });
      expect((await shown(id)).mentions).toEqual([
        { kind: "member", id: outsider.user.id, name: outsider.user.name },
      ]);
      expect(await mentionsOf(outsider)).toMatchObject([
        { taskNumber: ticket.number, messageId: id, by: world.agent.user.name, read: false },
      ]);
    });
    await read(getTicketThread, outsider, { chatId });
    expect(news.filter(({ channel }) => channel === "user").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["ticket.changed", "notification.changed"]),
    );
    await reply(`Again ${at(outsider)}`, { kind: "note", mentions: named(outsider) });
    expect(await mentionsOf(outsider)).toHaveLength(1);
  });

  test("customers get the words and no ids", async () => {
    const id = await reply(`Ask ${at(world.colleague)}`, { mentions: named(world.colleague) });
    const view = JSON.stringify(await shownToCustomer(id));
    expect(view).toContain(at(world.colleague));
    expect(view).not.toContain(world.colleague.user.id);
  });

  test("a team tells those of it who handle tickets, but not oneself", async () => {
    const user = await makeMember(world.workspace, "user");
    const team = await makeTeam(world.workspace, "Night shift", [world.agent, world.outsider, user]);
    await reply("@Night shift please", { kind: "note", mentions: [{ kind: "team", id: team.id }] });
    expect(await mentionsOf(world.outsider)).toHaveLength(1);
    expect(await mentionsOf(world.agent)).toEqual([]);
    expect(await mentionsOf(user)).toEqual([]);
  });

  test("who can't see it, is gone, or isn't in the words is refused by name", async () => {
    const other = await makeWorld();
    const empty = await makeTeam(world.workspace, "Nobody");
    const cases: [string, Mentions, object][] = [
      [
        at(world.user),
        named(world.user),
        { problem: "handles_no_tickets", values: { name: world.user.user.name } },
      ],
      [at(world.former), named(world.former), { problem: "unknown_member" }],
      [at(other.agent), named(other.agent), { problem: "unknown_member" }],
      [
        "@Nobody",
        [{ kind: "team", id: empty.id }],
        { problem: "handles_no_tickets", values: { name: "Nobody" } },
      ],
      ["@x", [{ kind: "team", id: other.team.id }], { problem: "unknown_team" }],
      [
        "Hello",
        named(world.colleague),
        { problem: "not_named", values: { name: world.colleague.user.name } },
      ],
      [
        `${at(world.colleague)}ovich`,
        named(world.colleague),
        { problem: "not_named", values: { name: world.colleague.user.name } },
      ],
    ];
    for (const [body, mentions, field] of cases) {
      expect(await refusal(reply(body, { mentions }))).toEqual({
        code: "INVALID",
        fields: [{ field: "mentions", ...field }],
      });
    }
  });

  test("in an edit tells only those who were not named before", async () => {
    const id = await reply(`${at(world.colleague)} look`, { kind: "note", mentions: named(world.colleague) });
    await edit(id, `${at(world.colleague)} and ${at(world.outsider)} look`, world.agent, [
      ...named(world.colleague),
      ...named(world.outsider),
    ]);
    expect((await shown(id)).mentions).toHaveLength(2);
    expect(await mentionsOf(world.outsider)).toHaveLength(1);
    await edit(id, `${at(world.outsider)} look`);
    expect((await shown(id)).mentions.map(({ id }) => id)).toEqual([world.outsider.user.id]);
  });

  test("in a group is for those who take part", async () => {
    const groupId = newId();
    await run(createGroup, world.colleague, {
      chatId: groupId,
      title: "Depot",
      userIds: [world.agent.user.id, world.user.user.id],
    });
    const send = (who: { user: { id: string; name: string } }) =>
      run(sendToChat, world.agent, {
        chatId: groupId,
        id: newId(),
        body: `${at(who)}!`,
        mentions: named(who),
      });
    await send(world.user);
    const { items } = await read(listNotifications, world.user, {});
    expect(items.filter(({ kind }) => kind === "mention")).toMatchObject([
      { kind: "mention", chat: { id: groupId, kind: "group", title: "Depot" }, taskNumber: null },
    ]);
    expect(await refusal(send(world.admin))).toEqual({
      code: "INVALID",
      fields: [{ field: "mentions", problem: "not_in_chat", values: { name: world.admin.user.name } }],
    });
    const thread = await read(getChatThread, world.user, { chatId: groupId });
    expect(thread.entries.at(-1)).toMatchObject({ mentions: [{ id: world.user.user.id }] });
  });
});
