import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { lockCandidates, needsSomebody } from "../assignment-people";
import { chooseMember, hasRoom } from "../assignment-rules";
import { automaticTeamOf, noteTurn, oneAtATime } from "../automatic-team";
import { assign } from "../change-task";
import { isLeased } from "../leases";
import { lockTask } from "../policy";

/** `passed_over`: somebody of the team has room, but was taken this ticket from. */
export type HandedOut = "handed_out" | "passed_over" | "nobody_free" | "not_waiting";

/**
 * Gives a waiting ticket to whose turn it is in its team. One that somebody took meanwhile is left alone.
 * @throws AppError NOT_FOUND
 */
export const handOutTicket = command({
  name: "tasks.handOutTicket",
  permission: "system:work",
  lane: () => "assignment",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ outcome: HandedOut }> {
    // Most tickets are in no such team: they wait for nobody's turn.
    if (!(await automaticTeamOf(ctx, ticketId))) return { outcome: "not_waiting" };
    await oneAtATime(ctx);
    const ticket = await lockTask(ctx, ticketId);
    const team = await automaticTeamOf(ctx, ticketId);
    const sleeps = ticket.snoozedUntil !== null && ticket.snoozedUntil.getTime() > Date.now();
    const waits = ticket.type === "ticket" && needsSomebody(ticket.status) && !sleeps;
    if (!team || !waits || ticket.assigneeUserId !== null) return { outcome: "not_waiting" };
    // Somebody has just been handed it as their next one: whether they take it shows by itself.
    if (await isLeased(ctx, ticketId)) return { outcome: "not_waiting" };
    const candidates = await lockCandidates(ctx, team.teamId);
    const chosen = chooseMember(team.mode, candidates, team.passesOver);
    if (!chosen) return { outcome: candidates.some(hasRoom) ? "passed_over" : "nobody_free" };
    await noteTurn(ctx, team.teamId, chosen.userId);
    await assign(ctx, ticket, { assigneeUserId: chosen.userId, teamId: team.teamId });
    return { outcome: "handed_out" };
  },
});
