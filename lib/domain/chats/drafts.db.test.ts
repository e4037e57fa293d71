import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { drafts } from "@/db/schema";
import { type TestMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { listTickets } from "@/lib/domain/tasks/queries/list-tickets";
import { publish } from "@/lib/realtime/server";
import { saveDraft } from "./commands/save-draft";
import { sendToChat } from "./commands/send-to-chat";
import { getDraft } from "./queries/get-draft";
import type { Mention } from "./views";

vi.mock("@/lib/realtime/server", async (original) => ({
  ...(await original<typeof import("@/lib/realtime/server")>()),
  publish: vi.fn(async () => {}),
}));

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
let chatId: string;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  chatId = ticket.chatId!;
  vi.mocked(publish).mockClear();
});

type Given = { kind?: "message" | "note"; replyToId?: string | null; mentions?: Mention[] };
const save = (version: number, body: string, given: Given = {}, by = world.agent) =>
  run(saveDraft, by, { chatId, version, body, ...given });
const held = async (by: TestMember = world.agent) => (await read(getDraft, by, { chatId })).draft;
const reply = (draftVersion?: number, id = newId()) =>
  run(replyToTicket, world.agent, { chatId, id, body: "Sent", draftVersion });
const told = () =>
  vi
    .mocked(publish)
    .mock.calls.flatMap(([news]) =>
      news.map(({ channel, name, data }) => ({ channel, name, ...JSON.parse(data) })),
    );

describe("a draft", () => {
  test("comes back as it was written: text, mode, what it answers and whom it names", async () => {
    const { entries } = await read(getTicketThread, world.agent, { chatId });
    const answered = entries.find(({ kind }) => kind === "message")!;
    const body = "  Dear Kim,\r\n\tthis \u202Eis\u202C 👋🏽 it  \n";
    const mentions: Mention[] = [{ kind: "member", id: world.colleague.user.id, name: "Kim" }];
    await save(1, body, { kind: "note", replyToId: answered.id, mentions });
    expect(await held()).toEqual({
      version: 1,
      body,
      kind: "note",
      replyTo: expect.objectContaining({ id: answered.id, seq: answered.seq, text: answered.body }),
      mentions,
    });
  });

  test("keeps what PostgreSQL can't out of it, and refuses what is too long by name", async () => {
    await save(1, "a\0b\uD800c");
    expect((await held())?.body).toBe("ab\uFFFDc");
    const refusal = await save(2, "x".repeat(20_001)).then(() => null, publicError);
    expect(refusal).toMatchObject({ code: "INVALID", fields: [{ field: "body", problem: "too_long" }] });
    expect((await held())?.version).toBe(1);
  });

  test("an older save that arrives late changes nothing, and hears what is held", async () => {
    await save(1, "First");
    expect((await save(3, "Newer")).replaced).toMatchObject({ version: 1, body: "First" });
    expect((await save(2, "Older")).replaced).toBeNull();
    expect((await save(2, "Older")).draft).toMatchObject({ version: 3, body: "Newer" });
    expect((await save(3, "As old")).draft).toMatchObject({ version: 3, body: "Newer" });
    expect(await held()).toMatchObject({ version: 3, body: "Newer" });
  });

  test("of saves at once the newest is held, whatever their order", async () => {
    const versions = [4, 9, 1, 7, 3, 8, 2, 6, 5];
    await Promise.all(versions.map((version) => save(version, `${version}`)));
    expect(await held()).toMatchObject({ version: 9, body: "9" });
  });

  test("emptied is gone, and a late save doesn't bring it back", async () => {
    await save(1, "Something", { kind: "note" });
    await save(3, " \n ");
    await save(2, "Late");
    expect(await held()).toEqual({ version: 3, body: "", kind: "message", replyTo: null, mentions: [] });
  });

  test("is its author's alone, and survives that others take the ticket", async () => {
    await save(1, "Mine");
    await save(1, "Hers", {}, world.colleague);
    await run(assignTask, world.admin, {
      taskId: ticket.id,
      assigneeUserId: world.loner.user.id,
      teamId: null,
    });
    await expect(held()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(save(2, "Still?")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await run(assignTask, world.admin, { taskId: ticket.id, assigneeUserId: world.agent.user.id });
    expect(await held()).toMatchObject({ body: "Mine" });
  });

  test("names nothing of another chat as what it answers", async () => {
    const other = await makeTicket(world.workspace, { teamId: world.otherTeam.id, words: "Other's secret" });
    const { entries } = await read(getTicketThread, world.admin, { chatId: other.chatId! });
    for (const replyToId of [entries.at(-1)!.id, newId()]) {
      expect((await save(Date.now() % 1e9, "Text", { replyToId })).draft.replyTo).toBeNull();
    }
  });

  test.each([0, -1, 1.5, 2_147_483_648])("version %s is refused by name", async (version) => {
    const refusal = await save(version, "Text").then(() => null, publicError);
    expect(refusal).toMatchObject({ code: "INVALID", fields: [{ field: "version" }] });
  });
});

describe("sending", () => {
  test("empties the draft with the message, once, and not what was written after it", async () => {
    await save(1, "Sent");
    const id = newId();
    await reply(2, id);
    expect(await held()).toMatchObject({ version: 2, body: "" });
    await save(3, "Next one");
    await reply(2, id);
    await reply(3);
    expect(await held()).toMatchObject({ version: 3, body: "Next one" });
  });

  test("leaves the draft where the message was refused", async () => {
    await save(1, "Sent");
    await run(writeToSupport, ticket.customer, { chatId, id: newId(), body: "Meanwhile" });
    await run(replyToTicket, world.agent, {
      chatId,
      id: newId(),
      body: "Sent",
      draftVersion: 2,
      baseSeq: 0,
    }).catch(() => {});
    expect(await held()).toMatchObject({ version: 1, body: "Sent" });
  });

  test("in a group empties its draft too", async () => {
    chatId = world.groupId;
    await save(1, "To all");
    await run(sendToChat, world.agent, { chatId, id: newId(), body: "To all", draftVersion: 2 });
    expect(await held()).toMatchObject({ version: 2, body: "" });
  });
});

describe("other tabs", () => {
  test("of the same person hear of it, and nobody else", async () => {
    await save(1, "Text");
    await save(1, "Late");
    await reply(2);
    const news = told();
    expect(news).toMatchObject([
      { name: "draft.changed", chatId, hasDraft: true, draft: { version: 1, body: "Text" } },
      { name: "draft.changed", chatId, hasDraft: false, draft: { version: 2, body: "" } },
    ]);
    for (const { channel } of news)
      expect(channel).toBe(`private-user.${world.workspace.id}.${world.agent.user.id}.1`);
  });

  test("are told to ask for one that is too long to be told", async () => {
    await save(1, "ё".repeat(10_000));
    expect(told()).toMatchObject([{ chatId, hasDraft: true, draft: null }]);
  });

  test("lists mark where one has begun to write", async () => {
    const mark = async (by: TestMember) =>
      (await read(listTickets, by, { view: "all" })).items.find((item) => item.chatId === chatId)?.hasDraft;
    expect(await mark(world.agent)).toBe(false);
    await save(1, "Text");
    expect([await mark(world.agent), await mark(world.colleague)]).toEqual([true, false]);
    await save(2, "");
    expect(await mark(world.agent)).toBe(false);
  });
});

test("customers see nothing of drafts", async () => {
  await save(1, "Between us");
  const seen = await read(getOwnThread, ticket.customer, { chatId });
  expect(JSON.stringify(seen)).not.toContain("Between us");
  for (const who of [ticket.customer, world.visitor]) {
    await expect(run(saveDraft, who, { chatId, version: 9, body: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(read(getDraft, who, { chatId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("another workspace's chat is an unknown one, and holds no draft of ours", async () => {
  const theirs = await makeWorld();
  const unknown = { chatId: newId(), version: 1, body: "x" };
  const foreign = { ...unknown, chatId: theirs.ticket.chatId! };
  const answers = await Promise.all(
    [unknown, foreign].map((input) => run(saveDraft, world.admin, input).then(() => null, publicError)),
  );
  expect(answers[0]).toEqual(answers[1]);
  const rows = await systemDb()
    .select()
    .from(drafts)
    .where(and(eq(drafts.chatId, foreign.chatId), eq(drafts.userId, world.admin.user.id)));
  expect(rows).toEqual([]);
});
