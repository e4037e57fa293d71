import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { domainEvents, memberships, messages, notifications, presence, tasks, teams } from "@/db/schema";
import {
  makeCustomer,
  makeInbox,
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { inngest } from "@/inngest/client";
import { handOutTickets } from "@/inngest/functions/tasks/hand-out-tickets";
import { driveFunction } from "@/inngest/testing/drive-function";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { systemCaller } from "@/lib/core/context";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { holdsCommands, runCommands } from "@/lib/domain/commands/run-commands";
import { memberHeartbeat } from "@/lib/domain/presence/commands/heartbeat";
import { tellPresence } from "@/lib/domain/presence/tell-presence";
import type { AssignmentMode } from "@/lib/domain/tasks/assignment-rules";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { handOutTicket } from "@/lib/domain/tasks/commands/hand-out-ticket";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { snoozeTicket } from "@/lib/domain/tasks/commands/snooze-ticket";
import { undoChange } from "@/lib/domain/tasks/commands/undo-change";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { setAssignmentMode } from "@/lib/domain/workspaces/commands/set-assignment-mode";
import { setAvailability } from "@/lib/domain/workspaces/commands/set-availability";
import { setCapacity } from "@/lib/domain/workspaces/commands/set-capacity";
import { setTeamMembers } from "@/lib/domain/workspaces/commands/set-team-members";
import { updateWorkspace } from "@/lib/domain/workspaces/commands/update-workspace";
import { dispatch } from "@/lib/outbox/dispatch";
import { useServices } from "@/lib/outbox/testing/services";
import { handOutWaiting } from "./hand-out-waiting";
import { concernsAssignment, runAssignment } from "./run-assignment";

useTestDatabase();
const { realtime } = useServices();

let workspace: TestWorkspace;
let manager: TestMember;
let ana: TestMember;
let bo: TestMember;
let teamId: string;
let inboxId: string;
let committed: StoredEvent[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  const team = await makeTeam(workspace);
  teamId = team.id;
  const inTeam = { teamIds: [teamId] };
  manager = await makeMember(workspace, "manager");
  ana = await makeMember(workspace, "agent", inTeam);
  bo = await makeMember(workspace, "agent", inTeam);
  inboxId = (await makeInbox(workspace, { teamId })).id;
  await mode("round_robin");
  committed = [];
  onCommitted((events) => void committed.push(...events));
});
afterEach(() => onCommitted(undefined));

const mode = (assignmentMode: AssignmentMode) =>
  systemDb().update(teams).set({ assignmentMode }).where(eq(teams.id, teamId));

/** Carries out what the committed events ask for, and what those bring about, until nothing is left to do. */
async function settle(): Promise<void> {
  while (committed.length > 0) {
    const events = committed.splice(0);
    await runCommands(events.filter(holdsCommands));
    const some = events.filter(concernsAssignment);
    if (some.length > 0) await runAssignment(some);
  }
}

async function comes(...people: TestMember[]): Promise<void> {
  for (const person of people) {
    await run(memberHeartbeat, person, { tabId: newId(), chatId: null, state: "online" });
  }
}
/** As if nothing had been heard of somebody for so many seconds. */
const silent = (person: TestMember, seconds: number) =>
  systemDb()
    .update(presence)
    .set({ seenAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(presence.userId, person.user.id));

const writes = async () => makeTicket(workspace, { customer: await makeCustomer(workspace, { inboxId }) });
type Ticket = Awaited<ReturnType<typeof writes>>;
const answers = (ticket: Ticket) =>
  run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body: "Hello again" });
const status = (by: TestMember, ticket: Ticket, to: "open" | "pending" | "resolved") =>
  run(changeTaskStatus, by, { taskId: ticket.id, status: to });

/** Who has the tickets, by name. */
async function holders(...some: Ticket[]): Promise<string[]> {
  const names = new Map([
    [ana.user.id, "ana"],
    [bo.user.id, "bo"],
    [manager.user.id, "manager"],
  ]);
  const rows = await Promise.all(some.map(({ id }) => ticketById(workspace, id)));
  return rows.map(({ assigneeUserId: id }) => (id === null ? "nobody" : (names.get(id) ?? "somebody")));
}

async function lineOf(ticket: Ticket, name = "assigned") {
  const rows = await systemDb()
    .select()
    .from(messages)
    .where(and(eq(messages.chatId, ticket.chatId!), sql`${messages.event} ->> 'name' = ${name}`))
    .orderBy(asc(messages.seq));
  return rows.at(-1)!;
}

describe("a new ticket of a team that hands them out", () => {
  test("goes in turn to who is there, opens, and everybody is told as of an assignment by hand", async () => {
    await comes(ana, bo);
    const first = await writes();
    await settle();
    const second = await writes();
    await settle();
    expect((await holders(first, second)).sort()).toEqual(["ana", "bo"]);
    const stored = await ticketById(workspace, first.id);
    expect(stored).toMatchObject({ status: "open", teamId });
    const line = await lineOf(first);
    expect(line).toMatchObject({ authorUserId: null, authorCustomerId: null, publicSeq: null });
    const [fact] = await systemDb()
      .select()
      .from(domainEvents)
      .where(and(eq(domainEvents.subjectId, first.id), eq(domainEvents.name, "task.assigned")));
    expect(fact).toMatchObject({
      actorKind: "system",
      actorId: "assignment",
      payload: {
        before: { assigneeUserId: null, teamId },
        after: { assigneeUserId: stored.assigneeUserId, teamId },
      },
    });
    const told = await systemDb().select().from(notifications).where(eq(notifications.taskId, first.id));
    expect(told).toMatchObject([{ userId: stored.assigneeUserId, kind: "assigned", detail: { by: null } }]);
  });

  test("waits where people take tickets by hand, and where it is in no team", async () => {
    await comes(ana, bo);
    await mode("by_hand");
    const [ticket, loose] = [await writes(), await makeTicket(workspace)];
    await settle();
    expect(await holders(ticket, loose)).toEqual(["nobody", "nobody"]);
    await run(setAssignmentMode, manager, { teamId, assignmentMode: "least_loaded" });
    await settle();
    expect(await holders(ticket, loose)).not.toEqual(["nobody", "nobody"]);
    expect(await holders(loose)).toEqual(["nobody"]);
  });

  test("by load goes to who has the smallest share of their capacity in hand", async () => {
    await mode("least_loaded");
    await comes(ana, bo);
    await run(setCapacity, manager, { userId: ana.user.id, capacity: 2 });
    await makeTicket(workspace, { assigneeUserId: ana.user.id });
    await makeTicket(workspace, { assigneeUserId: bo.user.id });
    await makeTicket(workspace, { assigneeUserId: bo.user.id });
    // Ana has a half, Bo a fifth.
    committed = [];
    const ticket = await writes();
    await settle();
    expect(await holders(ticket)).toEqual(["bo"]);
  });

  test("is handed out by the dispatch of its events, and screens hear of it", async () => {
    await comes(ana);
    const ticket = await writes();
    await dispatch(committed.splice(0)).settled;
    expect(await holders(ticket)).toEqual(["ana"]);
    realtime.taken.length = 0;
    await dispatch(committed.splice(0)).settled;
    expect(realtime.taken.some(({ name }) => name === "ticket.changed")).toBe(true);
  });
});

describe("nobody is given a ticket who", () => {
  test("is away by their own word, was not here for minutes, or left", async () => {
    await comes(ana, bo);
    await run(setAvailability, ana, { available: false });
    await silent(bo, 301);
    const ticket = await writes();
    await settle();
    expect(await holders(ticket)).toEqual(["nobody"]);
    await silent(bo, 299);
    await handOutWaiting(workspace.id);
    expect(await holders(ticket)).toEqual(["bo"]);
    // What they held waits again, and doesn't come back to them.
    await run(removeMember, manager, { userId: bo.user.id });
    await settle();
    await handOutWaiting(workspace.id);
    expect(await holders(ticket)).toEqual(["nobody"]);
  });

  test("no longer handles tickets, or is in another team", async () => {
    await comes(ana, bo, manager);
    await systemDb().update(memberships).set({ role: "user" }).where(eq(memberships.userId, ana.user.id));
    await run(setTeamMembers, manager, { teamId, userIds: [ana.user.id] }).catch(() => {});
    await systemDb().execute(sql`delete from team_members where user_id = ${bo.user.id}`);
    const ticket = await writes();
    await settle();
    expect(await holders(ticket)).toEqual(["nobody"]);
  });

  test("has their hands full; what waits for others or sleeps doesn't fill them", async () => {
    await comes(ana);
    await run(setCapacity, manager, { userId: ana.user.id, capacity: 2 });
    const [first, second, third, fourth] = [await writes(), await writes(), await writes(), await writes()];
    await settle();
    expect(await holders(first, second, third, fourth)).toEqual(["ana", "ana", "nobody", "nobody"]);
    await status(ana, first, "pending");
    await settle();
    expect(await holders(third, fourth)).toEqual(["ana", "nobody"]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await run(snoozeTicket, ana, { ticketId: second.id, until });
    await settle();
    expect(await holders(fourth)).toEqual(["ana"]);
  });
});

describe("waiting tickets are handed out, the oldest first, when", () => {
  let [old, middle, recent] = [] as unknown as [Ticket, Ticket, Ticket];
  const waiting = async () => {
    [old, middle, recent] = [await writes(), await writes(), await writes()];
    const earlier = (days: number) => ({
      waitingSince: sql`now() - make_interval(days => ${days})`,
      createdAt: sql`now() - make_interval(days => ${days})`,
    });
    // Not in the order of their numbers.
    await systemDb().update(tasks).set(earlier(3)).where(eq(tasks.id, recent.id));
    await systemDb().update(tasks).set(earlier(2)).where(eq(tasks.id, middle.id));
    await systemDb().update(tasks).set(earlier(1)).where(eq(tasks.id, old.id));
    [old, recent] = [recent, old];
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["nobody", "nobody", "nobody"]);
  };
  const limit = (capacity: number | null) => run(setCapacity, manager, { userId: ana.user.id, capacity });

  test("a ticket is resolved, or goes to somebody else", async () => {
    await limit(1);
    const busy = await makeTicket(workspace, { assigneeUserId: ana.user.id });
    await comes(ana);
    await waiting();
    await status(manager, busy, "resolved");
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["ana", "nobody", "nobody"]);
    await run(assignTask, ana, { taskId: old.id, assigneeUserId: manager.user.id });
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["manager", "ana", "nobody"]);
  });

  test("somebody takes new tickets again, or comes", async () => {
    await limit(1);
    await run(setAvailability, ana, { available: false });
    await comes(ana);
    await waiting();
    await run(setAvailability, ana, { available: true });
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["ana", "nobody", "nobody"]);
    await tellPresence();
    await comes(bo);
    expect(await tellPresence()).toEqual([workspace.id]);
    expect(await tellPresence()).toEqual([]);
    await handOutWaiting(workspace.id);
    expect(await holders(old, middle, recent)).toEqual(["ana", "bo", "bo"]);
  });

  test("somebody may have more of them in hand, by their own or the workspace's figure", async () => {
    const admin = await makeMember(workspace, "admin");
    await run(updateWorkspace, admin, { assignmentCapacity: 1 });
    await makeTicket(workspace, { assigneeUserId: ana.user.id });
    await comes(ana);
    await waiting();
    await limit(2);
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["ana", "nobody", "nobody"]);
    await limit(null);
    await run(updateWorkspace, admin, { assignmentCapacity: 3 });
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["ana", "ana", "nobody"]);
  });

  test("somebody joins the team", async () => {
    await comes(manager);
    await waiting();
    await run(setTeamMembers, manager, { teamId, userIds: [ana.user.id, manager.user.id] });
    await settle();
    expect(await holders(old, middle, recent)).toEqual(["manager", "manager", "manager"]);
  });

  test("a ticket wakes; until then it is not handed out", async () => {
    await comes(ana);
    const ticket = await makeTicket(workspace, { assigneeUserId: manager.user.id });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await run(snoozeTicket, manager, { ticketId: ticket.id, until });
    await run(assignTask, manager, { taskId: ticket.id, assigneeUserId: null, teamId });
    await settle();
    expect(await holders(ticket)).toEqual(["nobody"]);
    await run(snoozeTicket, manager, { ticketId: ticket.id, until: null });
    await settle();
    expect(await holders(ticket)).toEqual(["ana"]);
  });

  test("nothing else happens: the sweep finds them, in workspaces that are in use", async () => {
    await waiting();
    await comes(ana);
    const driven = await driveFunction(inngest(), handOutTickets(), { name: "inngest/scheduled.timer" });
    expect(driven.result).toMatchObject({ failed: 0 });
    expect(await holders(old, middle, recent)).toEqual(["ana", "ana", "ana"]);
  });
});

describe("a person's word", () => {
  test("giving a ticket to the team by hand or by a command hands it out", async () => {
    await comes(ana);
    const [byHand, bySaying] = [await makeTicket(workspace), await makeTicket(workspace)];
    committed = [];
    await run(assignTask, manager, { taskId: byHand.id, teamId });
    const [team] = await systemDb().select().from(teams).where(eq(teams.id, teamId));
    await run(replyToTicket, manager, {
      chatId: bySaying.chatId!,
      id: newId(),
      kind: "note",
      body: `#assign @${team!.name}`,
    });
    await settle();
    expect(await holders(byHand, bySaying)).toEqual(["ana", "ana"]);
  });

  test("taking it back by undo gives it to the next, never again to the same, until somebody chooses", async () => {
    await comes(ana, bo);
    const ticket = await writes();
    await settle();
    const [first] = await holders(ticket);
    await run(undoChange, manager, { entryId: (await lineOf(ticket)).id });
    await settle();
    const [second] = await holders(ticket);
    expect([first, second].sort()).toEqual(["ana", "bo"]);
    const holder = second === "ana" ? ana : bo;
    await run(assignTask, holder, { taskId: ticket.id, assigneeUserId: null });
    await settle();
    await handOutWaiting(workspace.id);
    expect(await holders(ticket)).toEqual(["nobody"]);
    expect((await ticketById(workspace, ticket.id)).passesOver).toHaveLength(2);
    await run(assignTask, manager, { taskId: ticket.id, assigneeUserId: ana.user.id });
    expect((await ticketById(workspace, ticket.id)).passesOver).toEqual([]);
  });

  test("a removed member's tickets go to who is there", async () => {
    await comes(ana);
    const ticket = await writes();
    await settle();
    await comes(bo);
    await run(removeMember, manager, { userId: ana.user.id });
    await settle();
    expect(await holders(ticket)).toEqual(["bo"]);
  });
});

describe("a reopened ticket", () => {
  const finished = async (to: "pending" | "resolved") => {
    await comes(ana);
    const ticket = await writes();
    await settle();
    await status(ana, ticket, to);
    await settle();
    return ticket;
  };

  test("stays with its owner who is there, whatever they have in hand", async () => {
    const ticket = await finished("resolved");
    await run(setCapacity, manager, { userId: ana.user.id, capacity: 1 });
    await makeTicket(workspace, { assigneeUserId: ana.user.id });
    await comes(bo);
    await answers(ticket);
    await settle();
    expect(await holders(ticket)).toEqual(["ana"]);
  });

  test.each(["pending", "resolved"] as const)("from %s goes to somebody who is there", async (from) => {
    const ticket = await finished(from);
    await comes(bo);
    await run(setAvailability, ana, { available: false });
    await answers(ticket);
    await settle();
    expect(await holders(ticket)).toEqual(["bo"]);
    expect((await ticketById(workspace, ticket.id)).status).toBe("open");
  });

  test("waits in the queue while nobody is there, if its owner takes no new tickets", async () => {
    const ticket = await finished("resolved");
    await run(setAvailability, manager, { userId: ana.user.id, available: false });
    await answers(ticket);
    await settle();
    expect(await holders(ticket)).toEqual(["nobody"]);
    await comes(bo);
    await handOutWaiting(workspace.id);
    expect(await holders(ticket)).toEqual(["bo"]);
  });

  test("stays with an owner who is merely gone for the night, unless somebody is there", async () => {
    const [kept, given] = [await finished("resolved"), await finished("pending")];
    await silent(ana, 3_600);
    await answers(kept);
    await settle();
    expect(await holders(kept)).toEqual(["ana"]);
    await comes(bo);
    await answers(given);
    await settle();
    expect(await holders(given)).toEqual(["bo"]);
  });

  test("stays where people take tickets by hand", async () => {
    const ticket = await finished("resolved");
    await mode("by_hand");
    await comes(bo);
    await run(setAvailability, ana, { available: false });
    await answers(ticket);
    await settle();
    expect(await holders(ticket)).toEqual(["ana"]);
  });
});

describe("at once:", () => {
  test("of fifty who take a ticket one has it, and all others are told who", async () => {
    const ticket = await makeTicket(workspace);
    const people = await Promise.all(Array.from({ length: 50 }, () => makeMember(workspace)));
    const taken = await Promise.allSettled(
      people.map((person) =>
        run(assignTask, person, { taskId: ticket.id, assigneeUserId: person.user.id, from: null }),
      ),
    );
    const winners = people.filter((_, index) => taken[index]!.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect((await ticketById(workspace, ticket.id)).assigneeUserId).toBe(winners[0]!.user.id);
    for (const refusal of taken.filter((one) => one.status === "rejected")) {
      expect(refusal.reason).toMatchObject({
        code: "CONFLICT",
        details: {
          reason: "changed_by_other",
          values: expect.objectContaining({ by: winners[0]!.user.name }),
        },
      });
    }
  });

  test("a hand and the automatic assignment reach for the same ticket: one of them has it", async () => {
    await comes(ana);
    for (let round = 0; round < 8; round++) {
      const ticket = await writes();
      committed = [];
      const [byHand, automatic] = await Promise.allSettled([
        run(assignTask, manager, { taskId: ticket.id, assigneeUserId: manager.user.id, from: null }),
        run(handOutTicket, systemCaller(workspace.id, "assignment"), { ticketId: ticket.id }),
      ]);
      const [holder] = await holders(ticket);
      if (byHand!.status === "fulfilled") {
        expect(holder).toBe("manager");
        expect(automatic).toMatchObject({ value: { outcome: "not_waiting" } });
      } else {
        expect(holder).toBe("ana");
        expect(byHand!.reason).toMatchObject({ code: "CONFLICT", details: { reason: "changed_by_other" } });
      }
      const facts = await systemDb()
        .select()
        .from(domainEvents)
        .where(and(eq(domainEvents.subjectId, ticket.id), eq(domainEvents.name, "task.assigned")));
      expect(facts).toHaveLength(1);
      await status(manager, ticket, "resolved");
    }
  });

  test("many that hand out never give more than anybody has room for, and leave no room unused", async () => {
    await mode("least_loaded");
    await run(setCapacity, manager, { userId: ana.user.id, capacity: 2 });
    await run(setCapacity, manager, { userId: bo.user.id, capacity: 3 });
    const otherTeam = await makeTeam(workspace, undefined, [ana, bo]);
    await systemDb().update(teams).set({ assignmentMode: "round_robin" }).where(eq(teams.id, otherTeam.id));
    const other = await makeInbox(workspace, { teamId: otherTeam.id });
    const tickets: Ticket[] = [];
    for (let index = 0; index < 6; index++) {
      tickets.push(await writes());
      const customer = await makeCustomer(workspace, { inboxId: other.id });
      tickets.push(await makeTicket(workspace, { customer }));
    }
    await comes(ana, bo);
    const caller = systemCaller(workspace.id, "assignment");
    const processes = Array.from({ length: 3 }, async (_, shift) => {
      for (const { id } of [...tickets.slice(shift * 4), ...tickets.slice(0, shift * 4)]) {
        await run(handOutTicket, caller, { ticketId: id });
      }
    });
    await Promise.all([...processes, handOutWaiting(workspace.id)]);
    const held = await systemDb()
      .select({ by: tasks.assigneeUserId })
      .from(tasks)
      .where(
        inArray(
          tasks.id,
          tickets.map(({ id }) => id),
        ),
      );
    const of = (person: TestMember) => held.filter(({ by }) => by === person.user.id).length;
    expect([of(ana), of(bo)]).toEqual([2, 3]);
  });

  test("who is just saying that they are away is waited for, and given nothing", async () => {
    await comes(ana);
    const ticket = await writes();
    const given = await systemDb().transaction(async (tx) => {
      await tx.update(memberships).set({ available: false }).where(eq(memberships.userId, ana.user.id));
      const running = run(handOutTicket, systemCaller(workspace.id, "assignment"), { ticketId: ticket.id });
      await expect.poll(waitingForLocks, { timeout: 20_000 }).toBe(1);
      return { running };
    });
    expect(await given.running).toEqual({ outcome: "nobody_free" });
    expect(await holders(ticket)).toEqual(["nobody"]);
  });
});

async function waitingForLocks(): Promise<number> {
  const [row] = await systemDb().execute<{ count: number }>(sql`
    select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`);
  return row!.count;
}
