import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, domainEvents, files, tasks } from "@/db/schema";
import { type TestCustomer, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { type Caller, systemCaller } from "@/lib/core/context";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getCustomerSession } from "@/lib/domain/customers/queries/get-customer-session";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { addFile } from "./commands/add-file";
import { deleteMessage } from "./commands/delete-message";
import { editMessage } from "./commands/edit-message";
import { removeFile } from "./commands/remove-file";
import { sendToChat } from "./commands/send-to-chat";
import { getStoredFile } from "./queries/get-stored-file";
import { listEdits } from "./queries/list-edits";
import type { FileView } from "./views";

useTestDatabase();
let world: World;
let theirs: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  process.env.CHATS_STARTED_PER_ADDRESS = "1000";
  [world, theirs] = [await makeWorld(), await makeWorld()];
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id, customer: world.customer });
});

type Somebody = TestMember | TestCustomer | Caller;

/** Enters a file as the door does once it has come. @returns its id */
async function upload(by: Somebody, given: { chatId?: string; id?: string; name?: string } = {}) {
  const { chatId = ticket.chatId!, id = newId(), name = "plan.pdf" } = given;
  const received = {
    storageKey: `files/${by.workspaceId}/${newId()}.bin`,
    thumbnailKey: null,
    contentType: "application/pdf",
    size: 12,
    width: null,
    height: null,
  };
  const { file, isNew } = await run(addFile, by, { chatId, fileId: id, name, received });
  return { id: file.id, file, isNew };
}
const reply = (fileIds: string[], given: { body?: string; kind?: "message" | "note"; id?: string } = {}) =>
  run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: newId(), body: "", fileIds, ...given });
const write = (fileIds: string[], given: { body?: string; id?: string } = {}) =>
  run(writeToSupport, world.customer, { chatId: ticket.chatId!, id: newId(), body: "", fileIds, ...given });
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const rowOf = async (id: string) =>
  (await systemDb().select().from(files).where(eq(files.id, id))).find(
    ({ workspaceId }) => workspaceId === world.workspace.id,
  );
const chatRow = async (id = ticket.chatId!) =>
  (await systemDb().select().from(chats).where(eq(chats.id, id)))[0]!;
const unknown = (...indexes: number[]) => ({
  code: "INVALID",
  fields: indexes.map((index) => ({ field: `fileIds.${index}`, problem: "unknown_file" })),
});
const names = (shown: { files: FileView[] }) => shown.files.map(({ name }) => name);

describe("a message", () => {
  test("takes its author's uploads along, in the order that they name, also without a word", async () => {
    const [one, two] = [
      await upload(world.agent, { name: "one.txt" }),
      await upload(world.agent, { name: "two.txt" }),
    ];
    const { entry } = await reply([two.id, one.id]);
    expect(names(entry)).toEqual(["two.txt", "one.txt"]);
    expect(await rowOf(two.id)).toMatchObject({ messageId: entry.id, position: 0 });
    const [ours, theirView] = await Promise.all([
      read(getTicketThread, world.agent, { chatId: ticket.chatId! }),
      read(getOwnThread, world.customer, { chatId: ticket.chatId! }),
    ]);
    expect(names(ours.entries.at(-1)!)).toEqual(["two.txt", "one.txt"]);
    expect(names(theirView.entries.at(-1)!)).toEqual(["two.txt", "one.txt"]);
  });

  test("without words and files is refused, as is one of spaces", async () => {
    for (const body of ["", " \n\u200B"]) {
      const said = { code: "INVALID", fields: [{ field: "body", problem: "required" }] };
      expect(await refusal(reply([], { body }))).toEqual(said);
      expect(await refusal(write([], { body }))).toEqual(said);
    }
    const { id } = await upload(world.agent);
    expect((await reply([id], { body: " \u200B " })).entry.body).toBe("");
  });

  test("of more than ten files is refused", async () => {
    const refused = await refusal(reply(Array.from({ length: 11 }, () => newId())));
    expect(refused).toMatchObject({ code: "INVALID", fields: [{ field: "fileIds", problem: "too_long" }] });
  });

  test("that names one twice takes it once", async () => {
    const { id } = await upload(world.customer);
    expect((await write([id, id])).entry.files).toHaveLength(1);
  });

  test("is shown in lists by its words, or by its files' names", async () => {
    const [one, two] = [await upload(world.customer, { name: "shot.png" }), await upload(world.customer)];
    await write([one.id, two.id]);
    expect((await chatRow()).lastMessageText).toBe("📎 shot.png +1");
    const session = await read(getCustomerSession, world.customer, {});
    expect(session.chats.find(({ id }) => id === ticket.chatId)?.lastMessage?.text).toBe("📎 shot.png +1");
    const third = await upload(world.customer);
    await write([third.id], { body: "Look:\n here" });
    expect((await chatRow()).lastMessageText).toBe("Look: here");
  });

  test("that answers one of files only quotes their names", async () => {
    const { id } = await upload(world.customer, { name: "shot.png" });
    const { entry } = await write([id]);
    const answer = { chatId: ticket.chatId!, id: newId(), body: "Thanks", replyToId: entry.id };
    const answered = await run(replyToTicket, world.agent, answer);
    expect(answered.entry.replyTo?.text).toBe("📎 shot.png");
  });

  test("of the customer to a closed ticket takes its files into the follow-up", async () => {
    const { id } = await upload(world.customer, { name: "again.png" });
    await systemDb()
      .update(tasks)
      .set({ status: "closed", resolvedAt: new Date(), closedAt: new Date() })
      .where(eq(tasks.id, ticket.id));
    const { chatId, entry } = await write([id]);
    expect(chatId).not.toBe(ticket.chatId);
    expect(await rowOf(id)).toMatchObject({ chatId, messageId: entry.id });
    const [follow] = await systemDb().select().from(tasks).where(eq(tasks.chatId, chatId));
    expect(follow!.title).toBe("📎 again.png");
  });

  test("in a group takes them too", async () => {
    const { id } = await upload(world.user, { chatId: world.groupId });
    const sent = await run(sendToChat, world.user, { chatId: world.groupId, id: newId(), fileIds: [id] });
    expect(sent.entry.files.map((file) => file.id)).toEqual([id]);
  });
});

describe("the words of a message with files", () => {
  const edit = (messageId: string, body: string) =>
    run(editMessage, world.agent, { chatId: ticket.chatId!, messageId, body });

  test("can be taken away, and come back; of one without files they can't", async () => {
    const { entry } = await reply([(await upload(world.agent)).id], { body: "Here it is" });
    const { entry: bare } = await edit(entry.id, " \n");
    expect(bare).toMatchObject({ body: "", files: [{ name: "plan.pdf" }], editedAt: expect.any(String) });
    const { entries } = await read(getOwnThread, world.customer, { chatId: ticket.chatId! });
    expect(entries.at(-1)).toMatchObject({ body: "", files: [{ name: "plan.pdf" }] });
    expect(await chatRow()).toMatchObject({ lastMessageText: "📎 plan.pdf" });
    expect((await edit(entry.id, "Again")).entry.body).toBe("Again");
    const earlier = await read(listEdits, world.agent, { chatId: ticket.chatId!, messageId: entry.id });
    expect(earlier.earlier.map(({ body }) => body)).toEqual(["Here it is", ""]);
    // Nor does the customer miss anything where commands are all that is said beside a file.
    const { entry: commanded } = await edit(entry.id, "#setPriority high");
    expect(commanded.body).toBe("#setPriority high");
    expect((await read(getOwnThread, world.customer, { chatId: ticket.chatId! })).entries.at(-1)?.body).toBe(
      "",
    );
    const { entry: words } = await reply([], { body: "Words alone" });
    expect(await refusal(edit(words.id, ""))).toEqual({
      code: "INVALID",
      fields: [{ field: "body", problem: "required" }],
    });
  });
});

describe("a file that isn't the author's to send there", () => {
  test("is refused alike, whatever it is: unknown, another's, another chat's, another workspace's, sent before", async () => {
    const sent = await upload(world.agent);
    await reply([sent.id]);
    const foreign = await upload(theirs.agent, { chatId: theirs.ticket.chatId! });
    const elsewhere = await upload(world.agent, { chatId: world.ticket.chatId! });
    const anothers = await upload(world.colleague);
    const customers = await upload(world.customer);
    const own = await upload(world.agent);
    for (const strange of [newId(), sent, foreign, elsewhere, anothers, customers]) {
      const id = typeof strange === "string" ? strange : strange.id;
      expect(await refusal(reply([own.id, id]))).toEqual(unknown(1));
    }
    expect(await rowOf(own.id)).toMatchObject({ messageId: null });
    expect(await refusal(write([own.id]))).toEqual(unknown(0));
  });

  test("stays unsent when the message is refused for something else", async () => {
    const { id } = await upload(world.agent);
    await write([], { body: "News" });
    const stale = { chatId: ticket.chatId!, id: newId(), body: "", fileIds: [id], baseSeq: 0 };
    expect(await refusal(run(replyToTicket, world.agent, stale))).toMatchObject({ reason: "stale_reply" });
    expect(await rowOf(id)).toMatchObject({ messageId: null });
  });
});

describe("at once", () => {
  test("the same message sent ten times is stored once with its files, and answered alike", async () => {
    const one = await upload(world.agent);
    const two = await upload(world.user, { chatId: world.groupId });
    const [id, groupMessage] = [newId(), newId()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => reply([one.id], { id })));
    expect(new Set(answers.map(({ entry }) => entry.files[0]?.id))).toEqual(new Set([one.id]));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    const inGroup = await Promise.all(
      Array.from({ length: 10 }, () =>
        run(sendToChat, world.user, { chatId: world.groupId, id: groupMessage, fileIds: [two.id] }),
      ),
    );
    expect(new Set(inGroup.map(({ entry }) => entry.files[0]?.id))).toEqual(new Set([two.id]));
    expect(inGroup.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test("two messages that want the same file: one gets it, the other is refused", async () => {
    const { id } = await upload(world.user, { chatId: world.groupId });
    const send = () => run(sendToChat, world.user, { chatId: world.groupId, id: newId(), fileIds: [id] });
    const outcomes = await Promise.all([refusal(send()), refusal(send()), refusal(send())]);
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== "done")).toEqual([unknown(0), unknown(0)]);
  });

  test("the same upload entered ten times is there once, and answered alike", async () => {
    const id = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(world.customer, { id })));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ file }) => JSON.stringify(file))).size).toBe(1);
  });
});

describe("an upload", () => {
  test("under the id of another's is refused, and changes nothing of that", async () => {
    const { id } = await upload(world.colleague, { name: "theirs.txt" });
    for (const by of [world.agent, world.customer]) {
      expect(await refusal(upload(by, { id }))).toMatchObject({ code: "CONFLICT", reason: "file_id_in_use" });
    }
    expect(await rowOf(id)).toMatchObject({ name: "theirs.txt", uploaderUserId: world.colleague.user.id });
    // Another workspace knows nothing of it.
    expect((await upload(theirs.agent, { id, chatId: theirs.ticket.chatId! })).isNew).toBe(true);
  });

  test("is refused where one can't write", async () => {
    for (const by of [world.loner, world.user, world.otherCustomer, theirs.admin]) {
      expect(await refusal(upload(by))).toEqual({ code: "NOT_FOUND" });
    }
    expect(await refusal(upload(world.visitor))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(upload(world.admin, { chatId: world.groupId }))).toEqual({ code: "NOT_FOUND" });
  });

  test("that was not sent is taken back by its uploader alone, a sent one by nobody", async () => {
    const [unsent, sent] = [await upload(world.agent), await upload(world.agent)];
    await reply([sent.id]);
    const take = (by: Somebody, fileId: string) => run(removeFile, by, { chatId: ticket.chatId!, fileId });
    await take(world.colleague, unsent.id);
    await take(world.customer, unsent.id);
    await take(world.agent, sent.id);
    expect([await rowOf(unsent.id), await rowOf(sent.id)]).not.toContain(undefined);
    await take(world.agent, unsent.id);
    await take(world.agent, unsent.id);
    expect(await rowOf(unsent.id)).toBeUndefined();
  });
});

describe("a note's file", () => {
  test("reaches the customer by no view and no channel; a reply's reaches both", async () => {
    const [secret, open] = [
      await upload(world.agent, { name: "internal-plan.pdf" }),
      await upload(world.agent, { name: "for-you.pdf" }),
    ];
    const note = await reply([secret.id], { kind: "note", body: "See" });
    await reply([open.id], { body: "Here" });
    const { entries } = await read(getOwnThread, world.customer, { chatId: ticket.chatId! });
    const session = await read(getCustomerSession, world.customer, {});
    const told = await publicationsOf(world.workspace.id, await eventsOf(ticket.chatId!));
    const toCustomer = told.filter(({ channel }) => channel.includes("customer"));
    expect(toCustomer.length).toBeGreaterThan(0);
    const all = JSON.stringify([entries, session, toCustomer]);
    expect(all).not.toMatch(/internal-plan/);
    expect(all).not.toContain(secret.id);
    expect(all).not.toContain(note.entry.id);
    expect(all).toMatch(/for-you/);
    expect(JSON.stringify(told)).toMatch(/internal-plan/);
  });
});

test("what is too long for the engine because of its files is announced without them", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 10; n++) ids.push((await upload(world.agent, { name: "Ю".repeat(120) })).id);
  const { entry } = await reply(ids, { body: "ы".repeat(2_000) });
  const told = await publicationsOf(world.workspace.id, await eventsOf(ticket.chatId!));
  expect(told.filter(({ data }) => Buffer.byteLength(data) > 9_000)).toEqual([]);
  expect(told.some(({ name, data }) => name === "entry.changed" && data.includes(entry.id))).toBe(false);
  expect(told.some(({ name }) => name === "state.changed")).toBe(true);
});

test("a deleted message's files are gone, their rows and their addresses", async () => {
  const { id } = await upload(world.agent);
  const { entry } = await reply([id]);
  const files = systemCaller(world.workspace.id, "files");
  expect(await read(getStoredFile, files, { fileId: id })).not.toBeNull();
  const { entry: left } = await run(deleteMessage, world.agent, {
    chatId: ticket.chatId!,
    messageId: entry.id,
  });
  expect(left.files).toEqual([]);
  expect(await rowOf(id)).toBeUndefined();
  expect(await read(getStoredFile, files, { fileId: id })).toBeNull();
  expect((await chatRow()).lastMessageText).not.toContain("plan.pdf");
});

async function eventsOf(chatId: string): Promise<StoredEvent[]> {
  return (await systemDb()
    .select()
    .from(domainEvents)
    .where(
      and(eq(domainEvents.workspaceId, world.workspace.id), eq(domainEvents.subjectId, chatId)),
    )) as unknown as StoredEvent[];
}
