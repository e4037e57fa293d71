import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { drafts, presence } from "@/db/schema";
import { makeDirectChat, makeGroup, say } from "@/db/testing/chats";
import {
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { listNotifications } from "@/lib/domain/notifications/queries/list-notifications";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { addToGroup } from "./commands/add-participants";
import { arrangeChat } from "./commands/arrange-chat";
import { leaveChat } from "./commands/leave-chat";
import { markChatRead } from "./commands/mark-read";
import { markChatUnread } from "./commands/mark-unread";
import { removeParticipant } from "./commands/remove-participant";
import { renameChat } from "./commands/rename-chat";
import { sendToChat } from "./commands/send-to-chat";
import type { ChatRow, ChatTab } from "./list-views";
import { getChatThread } from "./queries/get-thread";
import { getChatRows, listChats } from "./queries/list-chats";
import { listUnreadChats } from "./queries/list-unread-chats";

useTestDatabase();
let workspace: TestWorkspace;
let ana: TestMember;
let bo: TestMember;
let cy: TestMember;

beforeEach(async () => {
  workspace = await makeWorkspace();
  ana = await makeMember(workspace, "agent");
  bo = await makeMember(workspace, "user");
  cy = await makeMember(workspace, "agent");
});
afterEach(() => onCommitted(undefined));

const list = async (by: TestMember, over: { tab?: ChatTab; unread?: "1"; q?: string } = {}) =>
  (await read(listChats, by, over)).items;
const ids = async (...args: Parameters<typeof list>) => (await list(...args)).map(({ id }) => id);
const rowOf = async (by: TestMember, id: string): Promise<ChatRow | undefined> =>
  (await read(getChatRows, by, { ids: id })).items[0];
const unread = async (by: TestMember, id: string) => (await rowOf(by, id))?.unread;
const readAll = (by: TestMember, chatId: string) => run(markChatRead, by, { chatId, read: 1_000 });

describe("the list", () => {
  test("has pinned chats first, then by last word, page after page without a gap or a double", async () => {
    const groups: string[] = [];
    for (let n = 0; n < 34; n++) groups.push(await makeGroup([ana, bo], `Group ${n}`));
    await say(bo, groups[3]!);
    for (const n of [7, 33]) await run(arrangeChat, ana, { chatId: groups[n]!, pinned: true });
    await say(bo, groups[7]!);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(listChats, ana, { cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const rest = groups.filter((_, n) => ![3, 7, 33].includes(n)).reverse();
    expect(seen).toEqual([groups[7], groups[33], groups[3], ...rest]);
  });

  test("refuses a cursor that is broken or was made for another list", async () => {
    for (let n = 0; n < 31; n++) await makeGroup([ana, bo]);
    const { nextCursor } = await read(listChats, ana, {});
    const bad = [nextCursor!, "x", Buffer.from('{"tab":"all"}').toString("base64url")];
    for (const [n, cursor] of bad.entries()) {
      const ask = read(listChats, ana, { cursor, tab: n === 0 ? "groups" : "all" }).catch(publicError);
      expect(await ask).toMatchObject({ code: "INVALID", fields: [{ field: "cursor" }] });
    }
  });

  test("is filtered by kind, by what is unread, and by how a chat is called", async () => {
    const direct = await makeDirectChat(ana, bo);
    await say(bo, direct);
    const group = await makeGroup([ana, cy], "100% _depot_");
    const { chatId } = await makeTicket(workspace, {
      assigneeUserId: ana.user.id,
      words: "My lamp is broken",
    });
    const ticket = chatId!;
    const all = await ids(ana);
    expect([...all].sort()).toEqual([direct, group, ticket].sort());
    expect(await ids(ana, { tab: "direct" })).toEqual([direct]);
    expect(await ids(ana, { tab: "groups" })).toEqual([group]);
    expect(await ids(ana, { tab: "support" })).toEqual([ticket]);
    expect((await ids(ana, { unread: "1" })).sort()).toEqual([direct, ticket].sort());
    expect(await ids(ana, { q: bo.user.name.toUpperCase() })).toEqual([direct]);
    expect(await ids(ana, { q: "100% _D" })).toEqual([group]);
    expect(await ids(ana, { q: "%" })).toEqual([group]);
    expect(await ids(ana, { q: "lamp" })).toEqual([ticket]);
    expect(await ids(ana, { q: ana.user.name })).toEqual([]);
  });

  test("holds support chats that one holds or has pinned, and lets them go with the ticket", async () => {
    const { id, chatId } = await makeTicket(workspace, {});
    expect(await ids(ana)).toEqual([]);
    await run(arrangeChat, ana, { chatId: chatId!, pinned: true });
    expect(await list(ana)).toMatchObject([
      { id: chatId, kind: "support", unread: 1, pinned: true, task: { type: "ticket" } },
    ]);
    await run(assignTask, cy, { taskId: id, assigneeUserId: cy.user.id });
    expect(await ids(ana)).toEqual([]);
    expect(await ids(cy)).toEqual([chatId]);
  });

  test("shows the last word with who said it, and that one has begun to write", async () => {
    const chatId = await makeGroup([ana, bo]);
    await say(bo, chatId, "See  \n the depot");
    const place = { workspaceId: workspace.id, chatId, userId: ana.user.id };
    await systemDb()
      .insert(drafts)
      .values({ ...place, body: "Well", kind: "message" });
    expect(await rowOf(ana, chatId)).toMatchObject({
      lastMessage: { author: { id: bo.user.id, name: bo.user.name }, text: "See the depot", files: 0 },
      draft: true,
      people: [{ id: bo.user.id }],
      peopleCount: 2,
      chatRole: "owner",
    });
    expect(await rowOf(bo, chatId)).toMatchObject({
      draft: false,
      people: [{ id: ana.user.id }],
      chatRole: "member",
    });
  });
});

describe("what is unread", () => {
  test("are the messages of others after one's own position, and no events", async () => {
    const chatId = await makeGroup([ana, bo, cy]);
    await say(bo, chatId);
    await say(cy, chatId);
    await run(renameChat, cy, { chatId, title: "Other" });
    expect([await unread(ana, chatId), await unread(bo, chatId), await unread(cy, chatId)]).toEqual([
      2, 1, 0,
    ]);
    await run(markChatRead, ana, { chatId, read: 2 });
    expect(await unread(ana, chatId)).toBe(1);
    await say(ana, chatId);
    expect(await unread(ana, chatId)).toBe(0);
  });

  test("is marked from a message on until it is read again, for oneself alone", async () => {
    const chatId = await makeDirectChat(ana, bo);
    for (const text of ["One", "Two", "Three"]) await say(bo, chatId, text);
    await readAll(ana, chatId);
    await run(markChatUnread, ana, { chatId, fromSeq: 2 });
    expect(await rowOf(ana, chatId)).toMatchObject({ unread: 2, readSeq: 1 });
    expect(await unread(bo, chatId)).toBe(0);
    // A late word of what was read before changes nothing; coming back does.
    await readAll(ana, chatId);
    expect(await unread(ana, chatId)).toBe(2);
    await run(markChatRead, ana, { chatId, read: 3, opened: true });
    expect(await unread(ana, chatId)).toBe(0);
    await run(markChatUnread, ana, { chatId, fromSeq: 3 });
    await say(bo, chatId, "Four");
    expect(await unread(ana, chatId)).toBe(2);
    await readAll(ana, chatId);
    expect(await unread(ana, chatId)).toBe(0);
    // One's own last word, or one that isn't there yet: unread all the same.
    await say(ana, chatId);
    await run(markChatUnread, ana, { chatId, fromSeq: 999 });
    expect(await unread(ana, chatId)).toBe(1);
  });

  test("counts in the rail but for muted and archived chats, unless one is named there", async () => {
    const team = await makeTeam(workspace, "Depot crew", [ana]);
    const [loud, muted, named, put, byTeam] = [
      await makeGroup([bo, ana]),
      await makeGroup([bo, ana]),
      await makeGroup([bo, ana]),
      await makeGroup([bo, ana]),
      await makeGroup([bo, ana]),
    ];
    for (const chatId of [muted, named, byTeam]) await run(arrangeChat, ana, { chatId, muted: true });
    for (const chatId of [loud, muted, put]) await say(bo, chatId);
    await run(arrangeChat, ana, { chatId: put, archived: true });
    const mention = (chatId: string, body: string, who: { kind: "member" | "team"; id: string }) =>
      run(sendToChat, bo, { chatId, id: newId(), body, mentions: [who] });
    await mention(named, `Hi @${ana.user.name}`, { kind: "member", id: ana.user.id });
    await mention(byTeam, "Hi @Depot crew", { kind: "team", id: team.id });
    expect((await read(listUnreadChats, ana, {})).ids.sort()).toEqual([loud, named, byTeam].sort());
    expect(
      (await list(ana))
        .filter(({ mentioned }) => mentioned)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([named, byTeam].sort());
  });
});

describe("archiving", () => {
  test("is one's own, and ends with the next word", async () => {
    const chatId = await makeGroup([ana, bo]);
    await say(bo, chatId);
    await run(arrangeChat, ana, { chatId, archived: true });
    expect(await ids(ana)).toEqual([]);
    expect(await ids(ana, { tab: "archived" })).toEqual([chatId]);
    expect(await ids(bo)).toEqual([chatId]);
    await run(renameChat, bo, { chatId, title: "Still here" });
    expect(await ids(ana)).toEqual([]);
    await say(bo, chatId);
    expect(await ids(ana)).toEqual([chatId]);
    await run(arrangeChat, ana, { chatId, archived: true });
    await run(arrangeChat, ana, { chatId, archived: false });
    expect(await ids(ana)).toEqual([chatId]);
  });

  test("of a support chat follows its ticket", async () => {
    const { chatId } = await makeTicket(workspace, { assigneeUserId: ana.user.id });
    const archive = run(arrangeChat, ana, { chatId: chatId!, archived: true }).catch(publicError);
    expect(await archive).toMatchObject({ code: "CONFLICT", reason: "archived_by_ticket" });
  });
});

describe("notifications", () => {
  const told = async (by: TestMember) =>
    (await read(listNotifications, by, {})).items.map(({ kind, read: seen }) => [kind, seen]);

  test("come for direct messages and groups, one a chat until it is read, and not to who wrote", async () => {
    const [direct, group] = [await makeDirectChat(ana, bo), await makeGroup([ana, bo])];
    for (const chatId of [direct, group]) for (const by of [ana, ana]) await say(by, chatId);
    expect(await told(bo)).toEqual([
      ["group_message", false],
      ["direct_message", false],
    ]);
    expect(await told(ana)).toEqual([]);
    await readAll(bo, direct);
    await say(ana, direct);
    expect(await told(bo)).toEqual([
      ["direct_message", false],
      ["group_message", false],
      ["direct_message", true],
    ]);
  });

  test("don't come for muted chats, nor while one looks at the chat; being named is told anyway, once", async () => {
    const chatId = await makeGroup([ana, bo, cy]);
    await run(arrangeChat, bo, { chatId, muted: true });
    const here = { workspaceId: workspace.id, tabId: newId(), userId: cy.user.id, chatId };
    await systemDb()
      .insert(presence)
      .values({ ...here, state: "online" });
    await say(ana, chatId);
    expect([await told(bo), await told(cy)]).toEqual([[], []]);
    const mentions = [{ kind: "member" as const, id: bo.user.id }];
    await run(sendToChat, ana, { chatId, id: newId(), body: `Hi @${bo.user.name}`, mentions });
    expect([await told(bo), await told(cy)]).toEqual([[["mention", false]], []]);
  });
});

describe("what browsers hear", () => {
  /** The events of a deed by channel: `who event`. */
  async function heard(deed: () => Promise<unknown>) {
    const events: StoredEvent[] = [];
    onCommitted((some) => events.push(...some));
    await deed();
    onCommitted(undefined);
    const names = new Map([ana, bo, cy].map(({ user }, n) => [user.id, ["ana", "bo", "cy"][n]]));
    return (await publicationsOf(workspace.id, events)).flatMap(({ channel, name, data }) => {
      const who = names.get(channel.split(".")[2]!);
      return who && name.startsWith("chat.") ? [{ who, name, data: JSON.parse(data) }] : [];
    });
  }

  test("are their own rows, as they would load them", async () => {
    const chatId = await makeGroup([ana, bo]);
    const news = await heard(() => say(bo, chatId, "New"));
    expect(news.map(({ who, name }) => `${who} ${name}`).sort()).toEqual([
      "ana chat.changed",
      "bo chat.changed",
    ]);
    for (const { who, data } of news) expect(data).toEqual(await rowOf(who === "ana" ? ana : bo, chatId));
  });

  test("is that a chat is gone, to who left or was removed, and the row to the others", async () => {
    const chatId = await makeGroup([ana, bo, cy]);
    const removed = await heard(() => run(removeParticipant, ana, { chatId, userId: bo.user.id }));
    expect(removed.map(({ who, name }) => `${who} ${name}`).sort()).toEqual([
      "ana chat.changed",
      "bo chat.left",
      "cy chat.changed",
    ]);
    const left = await heard(() => run(leaveChat, cy, { chatId }));
    expect(left.map(({ who, name }) => `${who} ${name}`).sort()).toEqual([
      "ana chat.changed",
      "cy chat.left",
    ]);
    const back = await heard(() => run(addToGroup, ana, { chatId, userIds: [bo.user.id] }));
    expect(back.map(({ who, name }) => `${who} ${name}`).sort()).toEqual([
      "ana chat.changed",
      "bo chat.changed",
    ]);
  });

  test("is how one keeps a chat in one's other tabs, and nobody else's", async () => {
    const chatId = await makeGroup([ana, bo]);
    const news = await heard(() => run(arrangeChat, ana, { chatId, pinned: true }));
    expect(news).toEqual([{ who: "ana", name: "chat.arranged", data: { chatId } }]);
  });

  test("nothing of a support chat: its ticket tells", async () => {
    const ticket = await makeTicket(workspace, { assigneeUserId: ana.user.id });
    const write = () =>
      run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Hello?" });
    expect(await heard(write)).toEqual([]);
  });
});

describe("a chat of very many", () => {
  test("tells nobody who has read what, and has browsers fetch a state that doesn't fit", async () => {
    const people: TestMember[] = [];
    for (let n = 0; n < 90; n++) people.push(await makeMember(workspace, "user"));
    const chatId = await makeGroup([ana, bo, ...people], "All hands");
    await say(ana, chatId);
    const events: StoredEvent[] = [];
    const publicationsOfDeed = async (deed: () => Promise<unknown>) => {
      events.length = 0;
      onCommitted((some) => events.push(...some));
      await deed();
      onCommitted(undefined);
      const ofChat = (await publicationsOf(workspace.id, events)).filter(({ channel }) =>
        channel.includes("-chat."),
      );
      return ofChat.map(({ name, data }) => [name, data.length < 9_000]);
    };
    expect(await publicationsOfDeed(() => readAll(bo, chatId))).toEqual([]);
    expect((await read(getChatThread, ana, { chatId })).state).toMatchObject({ reads: [] });
    expect(await publicationsOfDeed(() => run(renameChat, bo, { chatId, title: "Everybody" }))).toEqual([
      ["entry.changed", true],
      ["access.changed", true],
    ]);
    const { entries } = await read(getChatThread, ana, { chatId });
    expect(entries[0]!.event).toMatchObject({ name: "chat_created", more: 83 });
  });
});
