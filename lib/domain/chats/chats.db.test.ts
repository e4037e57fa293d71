import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, participants, tasks } from "@/db/schema";
import { makeDirectChat, makeGroup, say } from "@/db/testing/chats";
import {
  makeMember,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { addToGroup } from "./commands/add-participants";
import { changeChatRole } from "./commands/change-chat-role";
import { createGroup } from "./commands/create-group";
import { leaveChat } from "./commands/leave-chat";
import { openDirectChat } from "./commands/open-direct-chat";
import { removeParticipant } from "./commands/remove-participant";
import { renameChat } from "./commands/rename-chat";
import { sendToChat } from "./commands/send-to-chat";
import { getOpenChat } from "./queries/get-open-chat";
import { getChatThread } from "./queries/get-thread";
import { listChats } from "./queries/list-chats";

useTestDatabase();
let workspace: TestWorkspace;
let admin: TestMember;
let ana: TestMember;
let bo: TestMember;
let cy: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  stranger = await makeMember(await makeWorkspace(), "admin");
});
beforeEach(async () => {
  workspace = await makeWorkspace();
  admin = await makeMember(workspace, "admin");
  ana = await makeMember(workspace, "agent");
  bo = await makeMember(workspace, "user");
  cy = await makeMember(workspace, "user");
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => publicError(error),
  );
const code = async (work: Promise<unknown>) => {
  const answer = await refusal(work);
  return typeof answer === "string" ? answer : answer.code;
};
const thread = (by: TestMember, chatId: string) => read(getChatThread, by, { chatId });
const peopleOf = async (by: TestMember, chatId: string) =>
  (await thread(by, chatId)).state.participants.map(({ user, chatRole }) => [user.id, chatRole]);
const linesOf = async (by: TestMember, chatId: string) =>
  (await thread(by, chatId)).entries.flatMap(({ event }) => (event ? [event] : []));
const listed = async (by: TestMember) => (await read(listChats, by, {})).items.map(({ id }) => id);

describe("a direct chat", () => {
  test("is the same for both, also when both begin it at once", async () => {
    const open = (by: TestMember, userId: string) => run(openDirectChat, by, { userId });
    const answers = await Promise.all([
      open(ana, bo.user.id),
      open(bo, ana.user.id),
      open(ana, bo.user.id),
      open(bo, ana.user.id),
    ]);
    expect(new Set(answers.map(({ chatId }) => chatId)).size).toBe(1);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await open(ana, cy.user.id)).not.toMatchObject({ chatId: answers[0]!.chatId });
  });

  test("with oneself is for notes", async () => {
    const chatId = await makeDirectChat(ana, ana);
    expect(await makeDirectChat(ana, ana)).toBe(chatId);
    await say(ana, chatId, "Remember the milk");
    expect(await peopleOf(ana, chatId)).toEqual([[ana.user.id, "member"]]);
    expect((await read(getOpenChat, ana, { chatId })).row).toMatchObject({
      people: [{ id: ana.user.id }],
      unread: 0,
      lastMessage: { text: "Remember the milk" },
    });
  });

  test("is made with nobody outside, nor seen or written in by a third", async () => {
    for (const userId of [stranger.user.id, newId()])
      expect(await code(run(openDirectChat, ana, { userId }))).toBe("NOT_FOUND");
    const chatId = await makeDirectChat(ana, bo);
    for (const by of [admin, cy, stranger]) {
      expect(await code(thread(by, chatId))).toBe("NOT_FOUND");
      expect(await code(run(sendToChat, by, { chatId, id: newId(), body: "Hi" }))).toBe("NOT_FOUND");
    }
  });

  test("shows up in the other's list with its first message", async () => {
    const chatId = await makeDirectChat(ana, bo);
    expect(await listed(ana)).toEqual([]);
    await say(ana, chatId);
    expect(await listed(ana)).toEqual([chatId]);
    expect(await listed(bo)).toEqual([chatId]);
  });

  test("takes nobody else in and can't be renamed or left", async () => {
    const chatId = await makeDirectChat(ana, bo);
    const only = { code: "CONFLICT", reason: "only_in_groups" };
    expect(await refusal(run(addToGroup, ana, { chatId, userIds: [cy.user.id] }))).toMatchObject(only);
    expect(await refusal(run(renameChat, ana, { chatId, title: "Us" }))).toMatchObject(only);
    expect(await refusal(run(leaveChat, ana, { chatId }))).toMatchObject(only);
  });

  test("can only be read once the other one is no longer here", async () => {
    const chatId = await makeDirectChat(ana, bo);
    await say(bo, chatId, "See you");
    await run(removeMember, admin, { userId: bo.user.id });
    const { entries, state } = await thread(ana, chatId);
    expect(entries.map(({ body }) => body)).toEqual(["See you"]);
    expect(state.participants).toMatchObject([
      { removed: false },
      { user: { id: bo.user.id }, removed: true },
    ]);
    const send = run(sendToChat, ana, { chatId, id: newId(), body: "Bye" });
    expect(await refusal(send)).toMatchObject({ code: "CONFLICT", reason: "chat_read_only" });
    expect(await run(openDirectChat, ana, { userId: bo.user.id })).toEqual({ chatId, isNew: false });
    expect(await code(run(openDirectChat, cy, { userId: bo.user.id }))).toBe("NOT_FOUND");
  });
});

describe("a group", () => {
  test("is made once under its id, by one", async () => {
    const chatId = newId();
    const make = (by: TestMember, others: TestMember[]) =>
      run(createGroup, by, { chatId, title: " Depot ", userIds: others.map(({ user }) => user.id) });
    const answers = await Promise.all([make(ana, [bo]), make(ana, [bo]), make(ana, [bo])]);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await refusal(make(cy, [bo]))).toMatchObject({ code: "CONFLICT", reason: "chat_id_in_use" });
    expect(await linesOf(bo, chatId)).toEqual([{ name: "chat_created", members: [bo.user.name], more: 0 }]);
    expect((await thread(bo, chatId)).state).toMatchObject({ kind: "group", title: "Depot" });
    expect(await peopleOf(bo, chatId)).toEqual([
      [ana.user.id, "owner"],
      [bo.user.id, "member"],
    ]);
  });

  test("takes members of its workspace only", async () => {
    const removed = await makeMember(workspace, "agent");
    await run(removeMember, admin, { userId: removed.user.id });
    const wrong = { code: "INVALID", fields: [{ field: "userIds", problem: "unknown_member" }] };
    const chatId = await makeGroup([ana, bo]);
    for (const who of [stranger.user.id, removed.user.id, newId()]) {
      const userIds = [cy.user.id, who];
      expect(await refusal(run(createGroup, ana, { chatId: newId(), userIds }))).toMatchObject(wrong);
      expect(await refusal(run(addToGroup, ana, { chatId, userIds }))).toMatchObject(wrong);
    }
    expect(await peopleOf(ana, chatId)).toHaveLength(2);
  });

  test("is hidden from whoever is not in it, also from admins", async () => {
    const chatId = await makeGroup([ana, bo]);
    for (const by of [admin, cy, stranger]) {
      expect(await code(thread(by, chatId))).toBe("NOT_FOUND");
      expect(await code(run(addToGroup, by, { chatId, userIds: [by.user.id] }))).toBe("NOT_FOUND");
    }
  });

  test("adds people, twice at once too; they see what was said before, as read", async () => {
    const chatId = await makeGroup([ana, bo]);
    await say(ana, chatId, "Before");
    const add = (by: TestMember) => run(addToGroup, by, { chatId, userIds: [cy.user.id, bo.user.id] });
    const answers = await Promise.all([add(ana), add(bo), add(ana)]);
    expect(answers.map(({ added }) => added).sort()).toEqual([0, 0, 1]);
    expect((await linesOf(cy, chatId)).filter(({ name }) => name === "participants_added")).toEqual([
      { name: "participants_added", members: [cy.user.name], more: 0 },
    ]);
    const { row } = await read(getOpenChat, cy, { chatId });
    expect(row).toMatchObject({ unread: 0, lastMessage: { text: "Before" } });
    await say(bo, chatId, "Welcome");
    expect((await read(getOpenChat, cy, { chatId })).row.unread).toBe(1);
  });

  test("lets only owners remove others and change roles", async () => {
    const chatId = await makeGroup([ana, bo, cy]);
    const remove = (by: TestMember, who: TestMember) =>
      run(removeParticipant, by, { chatId, userId: who.user.id });
    const role = (by: TestMember, who: TestMember, chatRole: "owner" | "member") =>
      run(changeChatRole, by, { chatId, userId: who.user.id, chatRole });
    const denied = { code: "FORBIDDEN", reason: "only_owners" };
    expect(await refusal(remove(bo, cy))).toMatchObject(denied);
    expect(await refusal(role(bo, bo, "owner"))).toMatchObject(denied);
    expect(await refusal(remove(ana, ana))).toMatchObject({ reason: "leave_instead" });
    expect(await refusal(role(ana, ana, "member"))).toMatchObject({ reason: "last_owner" });
    for (const nobody of [admin, stranger]) expect(await code(remove(ana, nobody))).toBe("NOT_FOUND");
    await role(ana, bo, "owner");
    await role(bo, ana, "member");
    await remove(bo, cy);
    expect(await peopleOf(bo, chatId)).toEqual([
      [ana.user.id, "member"],
      [bo.user.id, "owner"],
    ]);
    expect((await linesOf(bo, chatId)).map(({ name }) => name)).toEqual([
      "chat_created",
      "chat_role_changed",
      "chat_role_changed",
      "participant_removed",
    ]);
  });

  test("always keeps an owner, whichever two give it up at once", async () => {
    const chatId = await makeGroup([ana, bo]);
    await run(changeChatRole, ana, { chatId, userId: bo.user.id, chatRole: "owner" });
    const resign = (by: TestMember) =>
      code(run(changeChatRole, by, { chatId, userId: by.user.id, chatRole: "member" }));
    expect((await Promise.all([resign(ana), resign(bo)])).sort()).toEqual(["CONFLICT", "done"]);
  });

  test("is gone for who was removed or left, and whole again for who comes back", async () => {
    const chatId = await makeGroup([ana, bo, cy]);
    await run(removeParticipant, ana, { chatId, userId: bo.user.id });
    await run(leaveChat, cy, { chatId });
    for (const by of [bo, cy]) {
      expect(await code(thread(by, chatId))).toBe("NOT_FOUND");
      expect(await code(run(sendToChat, by, { chatId, id: newId(), body: "Hi" }))).toBe("NOT_FOUND");
      expect(await listed(by)).toEqual([]);
    }
    expect(await code(run(leaveChat, cy, { chatId }))).toBe("NOT_FOUND");
    await run(addToGroup, ana, { chatId, userIds: [bo.user.id] });
    expect(await linesOf(bo, chatId)).toHaveLength(4);
  });

  test("passes to whoever has been there longest when its last owner leaves or is removed", async () => {
    const left = await makeGroup([ana, bo, cy]);
    await run(leaveChat, ana, { chatId: left });
    expect(await peopleOf(cy, left)).toEqual([
      [bo.user.id, "owner"],
      [cy.user.id, "member"],
    ]);
    await run(removeMember, admin, { userId: bo.user.id });
    expect(await peopleOf(cy, left)).toEqual([[cy.user.id, "owner"]]);
    expect((await linesOf(cy, left)).slice(-2)).toEqual([
      { name: "participant_left", member: bo.user.name },
      { name: "chat_role_changed", member: cy.user.name, to: "owner" },
    ]);
  });

  test("is renamed by who is in it, with a line, and by nobody for nothing", async () => {
    const chatId = await makeGroup([ana, bo], "Depot");
    await run(renameChat, bo, { chatId, title: "Warehouse" });
    await run(renameChat, bo, { chatId, title: "Warehouse" });
    await run(renameChat, ana, { chatId, title: null });
    expect((await linesOf(ana, chatId)).slice(1)).toEqual([
      { name: "chat_renamed", to: "Warehouse" },
      { name: "chat_renamed", to: null },
    ]);
    const tooLong = run(renameChat, bo, { chatId, title: "x".repeat(101) });
    expect(await refusal(tooLong)).toMatchObject({
      code: "INVALID",
      fields: [{ field: "title", problem: "too_long" }],
    });
  });

  test("stores a message once, whoever sends it again", async () => {
    const chatId = await makeGroup([ana, bo]);
    const id = newId();
    const send = (by: TestMember) => run(sendToChat, by, { chatId, id, body: "Once" });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(ana)));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await refusal(send(bo))).toMatchObject({ reason: "id_in_use" });
    expect((await thread(bo, chatId)).entries.filter(({ body }) => body === "Once")).toHaveLength(1);
  });

  test("has no notes", async () => {
    const chatId = await makeGroup([ana, bo]);
    const note = run(sendToChat, ana, { chatId, id: newId(), kind: "note" as never, body: "Psst" });
    expect(await refusal(note)).toMatchObject({ code: "INVALID", fields: [{ field: "kind" }] });
  });
});

describe("a task's own chat", () => {
  /** Open to whoever sees the task, which `by` made. */
  async function makeTaskChat(by: TestMember) {
    const chatId = newId();
    const { workspaceId } = by;
    await systemDb().insert(chats).values({ workspaceId, id: chatId, kind: "group", isPrivate: false });
    await systemDb().insert(tasks).values({
      workspaceId,
      id: newId(),
      number: 900,
      type: "task",
      title: "Repaint",
      status: "todo",
      chatId,
      createdBy: by.user.id,
      source: "member",
    });
    return chatId;
  }

  test("is seen by who sees the task; who writes in it takes part", async () => {
    const chatId = await makeTaskChat(bo);
    expect(await code(thread(cy, chatId))).toBe("NOT_FOUND");
    for (const by of [admin, ana, bo]) expect((await thread(by, chatId)).state.participants).toEqual([]);
    expect(await listed(ana)).toEqual([]);
    await Promise.all([say(ana, chatId, "On it"), say(ana, chatId, "Now")]);
    expect(await peopleOf(bo, chatId)).toEqual([[ana.user.id, "member"]]);
    expect(await linesOf(bo, chatId)).toEqual([
      { name: "participants_added", members: [ana.user.name], more: 0 },
    ]);
    expect(await listed(ana)).toEqual([chatId]);
    expect((await read(getOpenChat, bo, { chatId })).row).toMatchObject({
      task: { number: 900, title: "Repaint" },
    });
  });

  test("of a private chat is for its participants alone, task and all", async () => {
    const chatId = await makeTaskChat(bo);
    const one = and(eq(chats.workspaceId, workspace.id), eq(chats.id, chatId));
    await systemDb().update(chats).set({ isPrivate: true }).where(one);
    for (const by of [admin, ana, bo]) expect(await code(thread(by, chatId))).toBe("NOT_FOUND");
    await systemDb()
      .insert(participants)
      .values({ workspaceId: workspace.id, id: newId(), chatId, userId: cy.user.id });
    expect(await code(thread(cy, chatId))).toBe("done");
  });
});
