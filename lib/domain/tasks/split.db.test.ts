import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { files, ticketSplits } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { entriesOf, linesOf } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getSharedFile } from "@/lib/domain/chats/queries/get-stored-file";
import { getCustomerSession } from "@/lib/domain/customers/queries/get-customer-session";
import { assignTask } from "./commands/assign-task";
import { mergeTickets } from "./commands/merge-tickets";
import { replyToTicket } from "./commands/reply-to-ticket";
import { splitTicket, unsplitTicket } from "./commands/split-ticket";
import { undoChange } from "./commands/undo-change";
import { writeToSupport } from "./commands/write-to-support";
import { getOpenTicket } from "./queries/get-open-ticket";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Ticket = Awaited<ReturnType<typeof makeTicket>>;
const ticket = () => makeTicket(world.workspace, { teamId: world.team.id });
const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
async function asks(one: Ticket, body: string): Promise<string> {
  const id = newId();
  await run(writeToSupport, one.customer, { chatId: one.chatId!, id, body });
  return id;
}
async function answers(one: { chatId: string | null }, body: string, kind: "message" | "note" = "message") {
  const id = newId();
  await run(replyToTicket, world.agent, { chatId: one.chatId!, id, kind, body });
  return id;
}
const split = (one: Ticket, messageIds: string[], chatId = newId(), by = world.agent) =>
  run(splitTicket, by, { ticketId: one.id, chatId, messageIds, title: "The bell" });
const opened = (number: number, by = world.agent) => read(getOpenTicket, by, { number });

describe("splitting", () => {
  test("makes a ticket that shows the messages and says so in both, which stay where they were", async () => {
    const one = await ticket();
    const [first, second] = [await asks(one, "The brake squeaks"), await asks(one, "And the bell is gone")];
    const note = await answers(one, "A bell is 5 euros", "note");
    const before = await entriesOf(one.chatId!);
    const { made, source } = await split(one, [second, note]);
    expect(made).toMatchObject({ title: "The bell", status: "new", team: { id: world.team.id } });
    expect(made.requester.id).toBe(one.customerId);
    expect(made.waitingSince).not.toBeNull();
    const now = await entriesOf(one.chatId!);
    expect(now.slice(0, before.length)).toEqual(before);
    expect((await linesOf(one.chatId!)).at(-1)).toMatchObject({
      name: "split",
      other: { number: made.number },
      messageIds: [second, note],
    });
    const shown = await opened(made.number);
    expect(shown.split).toMatchObject([{ chatId: one.chatId, number: source.number }]);
    expect(shown.split[0]!.entries.map(({ id }) => id)).toEqual([second, note]);
    expect(await refusal(split(one, [first, second]))).toMatchObject({
      reason: "already_split",
      values: { number: made.number },
    });
  });

  test("asked twice, or at once, makes one ticket", async () => {
    const one = await ticket();
    const [id, chatId] = [await asks(one, "Twice"), newId()];
    const two = await Promise.all([split(one, [id], chatId), split(one, [id], chatId)]);
    expect(two[0].made.id).toBe(two[1].made.id);
    const rows = await systemDb().select().from(ticketSplits).where(eq(ticketSplits.sourceTaskId, one.id));
    expect(rows).toHaveLength(1);
    expect(await refusal(split(one, [id], chatId, world.manager))).toMatchObject({
      reason: "chat_id_in_use",
    });
  });

  test("is refused for messages of elsewhere, lines of the system, and of different people", async () => {
    const [one, other] = [await ticket(), await ticket()];
    const [own, foreign] = [await asks(one, "Mine"), await asks(other, "Not mine")];
    const [line] = await linesOf(one.chatId!);
    for (const strange of [foreign, line!.id, newId()])
      expect(await refusal(split(one, [own, strange]))).toMatchObject({
        fields: [{ field: "messageIds", problem: "unknown_messages" }],
      });
    await run(mergeTickets, world.agent, { ticketId: other.id, intoTicketId: one.id });
    expect(await refusal(split(one, [own, foreign]))).toMatchObject({
      fields: [{ field: "messageIds", problem: "several_requesters" }],
    });
    // Of the merged one alone it becomes a ticket of whoever wrote there.
    const { made } = await split(one, [foreign]);
    expect(made.requester.id).toBe(other.customerId);
    expect(await refusal(split({ ...one, id: world.hidden.id }, [own]))).toEqual({ code: "NOT_FOUND" });
  });

  test("shows whoever asked nothing until the team answers there", async () => {
    const one = await ticket();
    const { made } = await split(one, [await asks(one, "And the bell?")]);
    const listed = async () =>
      (await read(getCustomerSession, one.customer, {})).chats.map(({ id }) => id).sort();
    expect(await listed()).toEqual([one.chatId]);
    await answers(made, "The bell costs 5");
    expect(await listed()).toEqual([one.chatId, made.chatId].sort());
  });

  test("shows members of the new ticket its messages and their files, and nothing else of the old one", async () => {
    const { fileId, messageId } = world;
    const { made } = await run(splitTicket, world.agent, {
      ticketId: world.ticket.id,
      chatId: newId(),
      messageIds: [messageId],
      title: "Depot",
    });
    const see = () => refusal(read(getSharedFile, world.loner, { fileId }));
    expect(await see()).toEqual({ code: "NOT_FOUND" });
    const to = { assigneeUserId: world.loner.user.id, teamId: null };
    await run(assignTask, world.manager, { taskId: made.id, ...to });
    expect((await opened(made.number, world.loner)).split[0]!.entries.map(({ id }) => id)).toEqual([
      messageId,
    ]);
    expect(await see()).toBe("done");
    expect(await refusal(opened(world.ticket.number, world.loner))).toEqual({ code: "NOT_FOUND" });
    const [file] = await systemDb().select().from(files).where(eq(files.id, fileId));
    expect(file).toMatchObject({ messageId });
    await run(unsplitTicket, world.manager, { ticketId: made.id });
    expect(await see()).toEqual({ code: "NOT_FOUND" });
  });
});

describe("taking a split back", () => {
  test("closes the new ticket and frees the messages; the lines say by whom", async () => {
    const one = await ticket();
    const id = await asks(one, "The bell");
    const { made } = await split(one, [id]);
    const line = (await linesOf(one.chatId!)).find(({ name }) => name === "split")!;
    await run(undoChange, world.agent, { entryId: line.id });
    expect(await ticketById(world.workspace, made.id)).toMatchObject({
      status: "closed",
      waitingSince: null,
    });
    expect((await opened(made.number)).split).toEqual([]);
    for (const chatId of [one.chatId!, made.chatId])
      expect(await linesOf(chatId)).toContainEqual(
        expect.objectContaining({ undoneBy: world.agent.user.name }),
      );
    const again = await split(one, [id]);
    expect(again.made.id).not.toBe(made.id);
  });

  test("is refused once somebody has written there, and where nothing was split", async () => {
    const one = await ticket();
    const { made } = await split(one, [await asks(one, "The bell")]);
    await answers(made, "It costs 5");
    expect(await refusal(run(unsplitTicket, world.agent, { ticketId: made.id }))).toMatchObject({
      reason: "split_in_use",
    });
    expect(await refusal(run(unsplitTicket, world.agent, { ticketId: one.id }))).toMatchObject({
      reason: "not_split",
    });
  });
});
