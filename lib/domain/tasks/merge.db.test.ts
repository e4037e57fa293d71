import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { taskFollowers } from "@/db/schema";
import { makeCustomer, makeMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { entriesOf, linesOf } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import type { Caller } from "@/lib/core/context";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getCustomerSession } from "@/lib/domain/customers/queries/get-customer-session";
import { listNotifications } from "@/lib/domain/notifications/queries/list-notifications";
import { assignTask } from "./commands/assign-task";
import { changeTaskStatus } from "./commands/change-task-status";
import { mergeTickets, unmergeTickets } from "./commands/merge-tickets";
import { replyToTicket } from "./commands/reply-to-ticket";
import { snoozeTicket } from "./commands/snooze-ticket";
import { undoChange } from "./commands/undo-change";
import { writeToSupport } from "./commands/write-to-support";
import { getOpenTicket } from "./queries/get-open-ticket";
import { getOwnThread, getTicketThread } from "./queries/get-thread";
import { afterMemberTouch } from "./ticket-status";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Ticket = Awaited<ReturnType<typeof makeTicket>>;
const ticket = (given: Parameters<typeof makeTicket>[1] = {}) =>
  makeTicket(world.workspace, { teamId: world.team.id, ...given });
const merge = (source: Ticket, into: Ticket, by: Caller = world.agent) =>
  run(mergeTickets, by, { ticketId: source.id, intoTicketId: into.id });
const unmerge = (source: Ticket, by: Caller = world.agent) =>
  run(unmergeTickets, by, { ticketId: source.id });
const refusal = (deed: Promise<unknown>) => deed.then(() => "done", publicError);
const asks = (one: Ticket, body = "And now?") =>
  run(writeToSupport, one.customer, { chatId: one.chatId!, id: newId(), body });
const answers = (one: Ticket, body = "So it is.") =>
  run(replyToTicket, world.agent, { chatId: one.chatId!, id: newId(), body });
const stored = (one: Ticket) => ticketById(world.workspace, one.id);
const number = (one: Ticket) => ({ type: "ticket", number: one.number });

/** What unmerging has to give back. */
async function state(one: Ticket) {
  const {
    status,
    waitingSince,
    snoozedUntil,
    resolvedAt,
    closedAt,
    assigneeUserId,
    teamId,
    mergedIntoTaskId,
  } = await stored(one);
  return {
    status,
    waitingSince,
    snoozedUntil,
    resolvedAt,
    closedAt,
    assigneeUserId,
    teamId,
    mergedIntoTaskId,
  };
}

async function said(one: Ticket) {
  const entries = await entriesOf(one.chatId!);
  return entries.filter(({ kind }) => kind !== "event").map(({ id, seq, body }) => ({ id, seq, body }));
}

describe("merging", () => {
  test("closes the source, says so in both threads, and lets followers of the source follow the other", async () => {
    const [source, into] = [await ticket(), await ticket()];
    const follower = await makeMember(world.workspace, "agent");
    const row = { workspaceId: world.workspace.id, taskId: source.id, userId: follower.user.id };
    await systemDb().insert(taskFollowers).values(row);
    const both = await merge(source, into);
    expect(both.source).toMatchObject({ status: "closed", mergedInto: into.number, waitingSince: null });
    expect(both.into.mergedFrom).toMatchObject([{ chatId: source.chatId, number: source.number }]);
    expect((await linesOf(source.chatId!)).at(-1)).toMatchObject({
      name: "merged_into",
      other: number(into),
    });
    expect(await linesOf(into.chatId!)).toContainEqual(
      expect.objectContaining({ name: "merged", other: number(source) }),
    );
    const opened = await read(getOpenTicket, follower, { number: into.number });
    expect(opened.merged.map(({ number }) => number)).toEqual([source.number]);
    await unmerge(source);
    expect(await refusal(read(getOpenTicket, follower, { number: into.number }))).toEqual({
      code: "NOT_FOUND",
    });
  });

  test("is refused for what makes no sense, naming it", async () => {
    const [source, into, third] = [await ticket(), await ticket(), await ticket()];
    expect(await refusal(merge(source, source))).toMatchObject({
      fields: [{ field: "intoTicketId", problem: "merge_into_itself" }],
    });
    const task = { ...into, id: world.task.id };
    expect(await refusal(merge(source, task))).toMatchObject({
      fields: [{ field: "intoTicketId", problem: "only_tickets_merge" }],
    });
    await merge(source, into);
    expect(await refusal(merge(source, third))).toMatchObject({
      reason: "already_merged",
      values: { number: source.number, into: into.number },
    });
    expect(await refusal(merge(third, source))).toMatchObject({
      reason: "target_merged",
      values: { number: source.number, into: into.number },
    });
    expect(await refusal(merge(into, source))).toMatchObject({ reason: "target_merged" });
    await run(changeTaskStatus, world.agent, { taskId: third.id, status: "resolved" });
    await run(changeTaskStatus, world.agent, { taskId: third.id, status: "closed" });
    expect(await refusal(merge(into, third))).toMatchObject({ reason: "target_closed" });
    expect(await refusal(unmerge(third))).toMatchObject({ reason: "not_merged" });
  });

  test("is for those who handle both; another workspace's ticket answers as an unknown one", async () => {
    const [source, into] = [await ticket(), await ticket()];
    const other = await makeWorld();
    const unknown = await refusal(merge(source, { ...into, id: newId() }));
    expect(unknown).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(merge(source, { ...into, id: other.ticket.id }))).toEqual(unknown);
    expect(await refusal(merge(source, { ...into, id: world.hidden.id }))).toEqual(unknown);
    expect(await refusal(merge(source, into, source.customer))).toEqual({ code: "FORBIDDEN" });
    expect(await stored(source)).toMatchObject({ status: "new", mergedIntoTaskId: null });
  });

  test("of A into B and B into A at once one is done, and no circle comes of three", async () => {
    for (let round = 0; round < 3; round++) {
      const [a, b, c] = [await ticket(), await ticket(), await ticket()];
      const two = await Promise.all([refusal(merge(a, b)), refusal(merge(b, a))]);
      expect(two.filter((answer) => answer === "done")).toHaveLength(1);
      expect(two.find((answer) => answer !== "done")).toMatchObject({ reason: "target_merged" });
      await Promise.all([refusal(merge(a, c)), refusal(merge(b, c)), refusal(merge(c, a))]);
      const all = await Promise.all([stored(a), stored(b), stored(c)]);
      // Whoever was merged leads to one that was not.
      for (const one of all) {
        const into = all.find(({ id }) => id === one.mergedIntoTaskId);
        if (one.mergedIntoTaskId) expect(into?.mergedIntoTaskId).toBeNull();
      }
      expect(all.filter(({ mergedIntoTaskId }) => mergedIntoTaskId === null)).not.toHaveLength(0);
    }
  });

  test("of a ticket that took others in shows them all; taken back it has them again", async () => {
    const [a, b, c] = [await ticket(), await ticket(), await ticket()];
    await merge(a, b);
    await merge(b, c);
    expect(await stored(a)).toMatchObject({ mergedIntoTaskId: c.id });
    await unmerge(b);
    expect(await stored(a)).toMatchObject({ mergedIntoTaskId: b.id });
    await merge(b, c);
    await unmerge(a);
    expect(await stored(a)).toMatchObject({ mergedIntoTaskId: null, status: "new" });
    expect(await stored(b)).toMatchObject({ mergedIntoTaskId: c.id });
  });

  test("takes at most twenty", async () => {
    const into = await ticket();
    for (let n = 0; n < 20; n++) await merge(await ticket(), into);
    expect(await refusal(merge(await ticket(), into))).toMatchObject({ reason: "too_many_merged" });
  });
});

describe("what is written in the chat of a merged ticket", () => {
  test("concerns the other ticket: it waits and reopens, and the source stays as it is", async () => {
    const [source, into] = [await ticket(), await ticket()];
    await run(assignTask, world.agent, { taskId: into.id, assigneeUserId: world.agent.user.id });
    await merge(source, into);
    await answers(into);
    await run(changeTaskStatus, world.agent, { taskId: into.id, status: "resolved" });
    await asks(source);
    expect(await stored(into)).toMatchObject({ status: "open", waitingSince: expect.any(Date) });
    expect(await stored(source)).toMatchObject({ status: "closed", waitingSince: null });
    await answers(source);
    expect(await stored(into)).toMatchObject({ waitingSince: null });
  });

  test("once the other ticket is closed goes to a follow-up of one's own", async () => {
    const [source, into] = [await ticket(), await ticket()];
    await merge(source, into);
    await run(changeTaskStatus, world.agent, { taskId: into.id, status: "resolved" });
    await run(changeTaskStatus, world.agent, { taskId: into.id, status: "closed" });
    const [one, other] = [await asks(source), await asks(into)];
    expect(new Set([one.chatId, other.chatId, source.chatId, into.chatId]).size).toBe(4);
    const seen = await read(getOwnThread, source.customer, { chatId: one.chatId });
    expect(seen.entries.map(({ body }) => body)).toContain("And now?");
    expect(await refusal(read(getOwnThread, source.customer, { chatId: other.chatId }))).toEqual({
      code: "NOT_FOUND",
    });
  });

  test("at the same moment as the merge is never lost between the two", async () => {
    for (let round = 0; round < 5; round++) {
      const [source, into] = [await ticket(), await ticket()];
      await answers(source);
      await answers(into);
      await Promise.all([merge(source, into), asks(source)]);
      expect(await stored(into)).toMatchObject({ waitingSince: expect.any(Date) });
      await Promise.all([unmerge(source), asks(source)]);
      expect(await stored(source)).toMatchObject({ status: "open", waitingSince: expect.any(Date) });
    }
  });
});

describe("those who asked", () => {
  test("go on seeing their own chat alone, whatever it was merged with", async () => {
    const [source, into] = [await ticket({ words: "My own words" }), await ticket({ words: "Of another" })];
    await merge(source, into);
    await answers(into, "Only for the other");
    await answers(source, "Only for you");
    const own = await read(getOwnThread, source.customer, { chatId: source.chatId! });
    const words = JSON.stringify(own);
    expect(words).toContain("Only for you");
    expect(words).not.toContain("Only for the other");
    expect(words).not.toContain("Of another");
    expect(words).not.toContain(into.chatId);
    expect(own.state).toMatchObject({ status: "open", continuedIn: null });
    for (const [who, where] of [
      [source.customer, into],
      [into.customer, source],
    ] as const)
      expect(await refusal(read(getOwnThread, who, { chatId: where.chatId! }))).toEqual({
        code: "NOT_FOUND",
      });
    const session = await read(getCustomerSession, source.customer, {});
    expect(session.chats.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: source.chatId, status: "open" },
    ]);
  });

  test("in both are led to where the team goes on; taken back, no longer", async () => {
    const customer = await makeCustomer(world.workspace);
    const [source, into] = [await ticket({ customer }), await ticket({ customer, words: "The other" })];
    const continuedIn = async () =>
      (await read(getOwnThread, customer, { chatId: source.chatId! })).state as { continuedIn: unknown };
    await merge(source, into);
    expect(await continuedIn()).toMatchObject({ continuedIn: { chatId: into.chatId, title: "The other" } });
    await unmerge(source);
    expect(await continuedIn()).toMatchObject({ continuedIn: null });
  });

  test("are told of the status of the ticket that theirs is merged into", async () => {
    const [source, into] = [await ticket(), await ticket()];
    await merge(source, into);
    const { state: before } = await read(getOwnThread, source.customer, { chatId: source.chatId! });
    await run(changeTaskStatus, world.agent, { taskId: into.id, status: "resolved" });
    const { state: after } = await read(getOwnThread, source.customer, { chatId: source.chatId! });
    expect(after).toMatchObject({ status: "resolved" });
    expect(after.rev).toBeGreaterThan(before.rev);
  });
});

describe("members who handle the other ticket", () => {
  test("see the source's messages for as long as it is merged", async () => {
    const source = await makeTicket(world.workspace, {
      teamId: world.otherTeam.id,
      assigneeUserId: world.loner.user.id,
    });
    const into = await ticket();
    const see = () => refusal(read(getTicketThread, world.agent, { chatId: source.chatId! }));
    expect(await see()).toEqual({ code: "NOT_FOUND" });
    await merge(source, into, world.manager);
    expect(await see()).toBe("done");
    // Who saw the source alone goes on seeing it, and nothing of the other one.
    expect(await refusal(read(getTicketThread, world.loner, { chatId: source.chatId! }))).toBe("done");
    expect(await refusal(read(getTicketThread, world.loner, { chatId: into.chatId! }))).toEqual({
      code: "NOT_FOUND",
    });
    await unmerge(source, world.manager);
    expect(await see()).toEqual({ code: "NOT_FOUND" });
  });

  test("alone learn its title, and nobody comes to see it by being named in the source", async () => {
    const held = { teamId: world.otherTeam.id, assigneeUserId: world.loner.user.id };
    const source = await makeTicket(world.workspace, { ...held, words: "Seen" });
    const into = await ticket({ words: "Unseen" });
    const colleague = await makeMember(world.workspace, "agent");
    const title = async (who: Caller) =>
      (await read(listNotifications, who, {})).items.map(({ chat, taskNumber }) => [chat?.title, taskNumber]);
    const name = (who: Caller, named: typeof colleague) => {
      const mentions = [{ kind: "member" as const, id: named.user.id }];
      const note = { chatId: source.chatId!, id: newId(), kind: "note" as const, mentions };
      return run(replyToTicket, who, { ...note, body: `@${named.user.name} look` });
    };
    await asks(source);
    await merge(source, into, world.manager);
    expect(await title(world.loner)).toContainEqual(["Seen", source.number]);
    expect(JSON.stringify(await title(world.loner))).not.toContain("Unseen");
    await name(world.loner, colleague);
    expect(await refusal(read(getTicketThread, colleague, { chatId: source.chatId! }))).toBe("done");
    expect(await refusal(read(getTicketThread, colleague, { chatId: into.chatId! }))).toEqual({
      code: "NOT_FOUND",
    });
    await name(world.manager, colleague);
    expect(await title(colleague)).toContainEqual(["Unseen", into.number]);
  });
});

describe("taking a merge back", () => {
  test("by the line that tells of it, which then says by whom; and that again", async () => {
    const [source, into] = [await ticket(), await ticket()];
    await merge(source, into);
    const line = (await linesOf(into.chatId!)).find(({ name }) => name === "merged")!;
    await run(undoChange, world.agent, { entryId: line.id });
    expect(await stored(source)).toMatchObject({ mergedIntoTaskId: null, status: "new" });
    for (const one of [source, into])
      expect(await linesOf(one.chatId!)).toContainEqual(
        expect.objectContaining({ undoneBy: world.agent.user.name }),
      );
    const unmerged = (await linesOf(into.chatId!)).find(({ name }) => name === "unmerged")!;
    await run(undoChange, world.agent, { entryId: unmerged.id });
    expect(await stored(source)).toMatchObject({ mergedIntoTaskId: into.id, status: "closed" });
  });

  test("by that line is refused once it was merged again, into another one", async () => {
    const [source, first, second] = [await ticket(), await ticket(), await ticket()];
    await merge(source, first);
    const line = (await linesOf(first.chatId!)).find(({ name }) => name === "merged")!;
    await unmerge(source);
    await merge(source, second);
    expect(await refusal(run(undoChange, world.agent, { entryId: line.id }))).toMatchObject({
      reason: "already_undone",
    });
    expect(await stored(source)).toMatchObject({ mergedIntoTaskId: second.id });
  });

  test("gives back a resolved or sleeping ticket that woke only for the source", async () => {
    for (const was of ["resolved", "pending"] as const) {
      const [source, into] = [await ticket(), await ticket()];
      await answers(into);
      await run(changeTaskStatus, world.agent, { taskId: into.id, status: was });
      await merge(source, into);
      expect(await stored(into)).toMatchObject({ status: "open", waitingSince: expect.any(Date) });
      await unmerge(source);
      expect(await stored(into)).toMatchObject({ status: was, waitingSince: null });
    }
  });

  test("gives back a resolved ticket in which thanks were the last word", async () => {
    const [source, into] = [await ticket(), await ticket()];
    await answers(into);
    await asks(into);
    await run(changeTaskStatus, world.agent, { taskId: into.id, status: "resolved" });
    await merge(source, into);
    await unmerge(source);
    expect(await stored(into)).toMatchObject({ status: "resolved", waitingSince: null });
  });

  test("leaves both threads as they were, with what was written since where it was written", async () => {
    const step = fc.record({
      side: fc.constantFrom("source", "into"),
      what: fc.constantFrom("asks", "answers", "note"),
    });
    const before = fc.constantFrom("new", "open", "pending", "on_hold", "resolved", "snoozed");
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 4 }),
        before,
        fc.array(step, { maxLength: 6 }),
        async (...drawn) => {
          const [first, status, later] = drawn;
          const tickets = { source: await ticket(), into: await ticket() };
          const { source, into } = tickets;
          const written = { source: 0, into: 0 };
          const go = async (steps: typeof first) => {
            for (const { side, what } of steps) {
              const one = tickets[side as "source"];
              const note = { chatId: one.chatId!, id: newId(), kind: "note" as const, body: "Hm" };
              if (what === "asks") await asks(one);
              else if (what === "answers") await answers(one);
              else await run(replyToTicket, world.agent, note);
              written[side as "source"]++;
            }
          };
          await go(first);
          const given = { taskId: source.id };
          if (status === "snoozed" && (await stored(source)).status !== "resolved") {
            const until = new Date(Date.now() + 3_600_000).toISOString();
            await run(snoozeTicket, world.agent, { ticketId: source.id, until });
          } else if (status !== "new" && status !== "snoozed")
            await run(changeTaskStatus, world.agent, { ...given, status }).catch(() => {});
          const [wasState, was, wasInto] = [await state(source), await said(source), await said(into)];
          await merge(source, into);
          written.source = written.into = 0;
          await go(later);
          await unmerge(source);
          const [now, nowInto] = [await said(source), await said(into)];
          expect(now.slice(0, was.length)).toEqual(was);
          expect(nowInto.slice(0, wasInto.length)).toEqual(wasInto);
          expect(now).toHaveLength(was.length + written.source);
          expect(nowInto).toHaveLength(wasInto.length + written.into);
          const public_ = later.filter(({ side, what }) => side === "source" && what !== "note");
          const unanswered = public_.at(-1)?.what === "asks";
          const after = await state(source);
          const answered = public_.some(({ what }) => what === "answers");
          if (!unanswered)
            expect(after).toEqual(
              answered
                ? { ...wasState, status: afterMemberTouch(wasState.status as never), waitingSince: null }
                : wasState,
            );
          else
            expect(after).toMatchObject({
              waitingSince: expect.any(Date),
              snoozedUntil: null,
              mergedIntoTaskId: null,
            });
        },
      ),
      { numRuns: 12 },
    );
  });
});
