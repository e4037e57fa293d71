import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { presence, tasks, teams, ticketLeases } from "@/db/schema";
import {
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { handOutTicket } from "./commands/hand-out-ticket";
import { holdTicket } from "./commands/hold-ticket";
import { replyToTicket } from "./commands/reply-to-ticket";
import { setTaskPriority } from "./commands/set-task-priority";
import { snoozeTicket } from "./commands/snooze-ticket";
import { takeNextTicket } from "./commands/take-next-ticket";
import { writeToSupport } from "./commands/write-to-support";

useTestDatabase();

type Ticket = Awaited<ReturnType<typeof makeTicket>>;
let workspace: TestWorkspace;
let manager: TestMember;
let agent: TestMember;

beforeEach(async () => {
  workspace = await makeWorkspace();
  [manager, agent] = await Promise.all([makeMember(workspace, "manager"), makeMember(workspace, "agent")]);
});

async function makeTickets(count: number, given: Parameters<typeof makeTicket>[1] = {}): Promise<Ticket[]> {
  const made: Ticket[] = [];
  for (let n = 0; n < count; n++) made.push(await makeTicket(workspace, given));
  return made;
}
const next = async (who: TestMember, openNumber: number | null = null) =>
  (await run(takeNextTicket, who, { openNumber })).ticket?.number ?? null;
const hold = (who: TestMember, { id: ticketId }: Ticket, open = true) =>
  run(holdTicket, who, { ticketId, open });
const nobodyHandedLately = () =>
  systemDb()
    .update(ticketLeases)
    .set({ handedAt: sql`now() - interval '2 hours'`, expiresAt: sql`now() - interval '1 minute'` })
    .where(eq(ticketLeases.workspaceId, workspace.id));
const looks = (who: TestMember, ticket: Ticket, state: "online" | "away" = "online") =>
  systemDb()
    .insert(presence)
    .values({ workspaceId: workspace.id, tabId: newId(), userId: who.user.id, chatId: ticket.chatId, state });

describe("the next ticket", () => {
  test("is the most urgent, then whose customer waits longest", async () => {
    const [first, second, third] = (await makeTickets(3)) as [Ticket, Ticket, Ticket];
    await run(setTaskPriority, manager, { taskId: third.id, priority: "urgent" });
    expect(await next(agent)).toBe(third.number);
    expect(await next(agent, third.number)).toBe(first.number);
    expect(await next(agent, first.number)).toBe(second.number);
  });

  test("waits for an answer of ours, and not for another member or another team", async () => {
    const [team, other] = [await makeTeam(workspace), await makeTeam(workspace)];
    const member = await makeMember(workspace, "manager", { teamIds: [team.id] });
    const [answered, snoozed] = (await makeTickets(2)) as [Ticket, Ticket];
    await run(replyToTicket, agent, { chatId: answered.chatId!, id: newId(), body: "Done." });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await run(snoozeTicket, manager, { ticketId: snoozed.id, until });
    await makeTickets(1, { assigneeUserId: agent.user.id });
    await makeTickets(1, { teamId: other.id });
    expect(await next(member)).toBeNull();
    // Who is in no team serves all.
    expect(await next(manager)).not.toBeNull();
    const [own] = (await makeTickets(1, { teamId: team.id })) as [Ticket];
    const [mine] = (await makeTickets(1, { assigneeUserId: member.user.id, teamId: other.id })) as [Ticket];
    expect(await next(member)).toBe(own.number);
    expect(await next(member, own.number)).toBe(mine.number);
  });

  test("of twenty who ask at once is another one for each; for the next nothing is left", async () => {
    const tickets = await makeTickets(20);
    const members = await Promise.all(tickets.map(() => makeMember(workspace, "agent")));
    const handed = await Promise.all(members.map((member) => next(member)));
    expect(new Set(handed)).toEqual(new Set(tickets.map(({ number }) => number)));
    expect(await run(takeNextTicket, agent, {})).toEqual({ ticket: null, withOthers: 20 });
  });

  test("stays with whom it was handed to while they hold it, and is free when they leave or are gone", async () => {
    const [ticket] = (await makeTickets(1)) as [Ticket];
    expect(await next(agent)).toBe(ticket.number);
    expect(await next(manager)).toBeNull();
    expect(await hold(agent, ticket)).toEqual({ held: true });
    expect(await hold(manager, ticket)).toEqual({ held: false });
    expect(await next(manager)).toBeNull();
    await hold(agent, ticket, false);
    expect(await next(manager)).toBe(ticket.number);
    // It was handed to somebody else meanwhile.
    expect(await hold(agent, ticket)).toEqual({ held: false });
    await nobodyHandedLately();
    expect(await next(agent)).toBe(ticket.number);
  });

  test("is not one that somebody has before their eyes; a page in the background does not count", async () => {
    const [ticket, other] = (await makeTickets(2)) as [Ticket, Ticket];
    await looks(manager, ticket);
    await looks(manager, other, "away");
    await looks(agent, ticket);
    expect(await next(agent)).toBe(other.number);
    expect(await next(manager, other.number)).toBeNull();
  });

  test("goes on from what was left as it was, and comes back to it when nothing else waits or its customer writes", async () => {
    const [first, second, third] = (await makeTickets(3)) as [Ticket, Ticket, Ticket];
    const walked: (number | null)[] = [];
    for (let n = 0; n < 4; n++) walked.push(await next(agent, walked.at(-1) ?? null));
    expect(walked).toEqual([first.number, second.number, third.number, first.number]);
    await run(writeToSupport, third.customer, { chatId: third.chatId!, id: newId(), body: "Hello?" });
    expect(await next(agent, first.number)).toBe(third.number);
  });

  test("is not handed out to somebody else by the team's rules meanwhile", async () => {
    const team = await makeTeam(workspace);
    await systemDb().update(teams).set({ assignmentMode: "round_robin" }).where(eq(teams.id, team.id));
    const colleague = await makeMember(workspace, "agent", { teamIds: [team.id] });
    await looks(colleague, (await makeTickets(1, { assigneeUserId: colleague.user.id }))[0]!);
    const [ticket] = (await makeTickets(1, { teamId: team.id })) as [Ticket];
    expect(await next(manager)).toBe(ticket.number);
    const handOut = () => run(handOutTicket, systemCaller(workspace.id, "test"), { ticketId: ticket.id });
    expect(await handOut()).toEqual({ outcome: "not_waiting" });
    await hold(manager, ticket, false);
    expect(await handOut()).not.toEqual({ outcome: "not_waiting" });
    expect((await ticketById(workspace, ticket.id)).assigneeUserId).toBe(colleague.user.id);
    const held = and(eq(tasks.workspaceId, workspace.id), eq(tasks.assigneeUserId, colleague.user.id));
    expect(await systemDb().$count(tasks, held)).toBe(2);
  });
});
