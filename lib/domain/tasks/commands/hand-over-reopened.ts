import { z } from "zod";
import { command } from "@/lib/core/command";
import { anyId } from "@/lib/domain/chats/input";
import { availabilityOf, lockCandidates, needsSomebody } from "../assignment-people";
import { chooseMember, isHere } from "../assignment-rules";
import { automaticTeamOf, noteTurn, oneAtATime } from "../automatic-team";
import { assign } from "../change-task";
import { lockTask } from "../policy";

/**
 * A reopened ticket whose owner is away goes to whose turn it is in its team. Where nobody can take it, it waits in the
 * team's queue if its owner takes no new tickets; who is merely not here at this hour keeps it.
 * @throws AppError NOT_FOUND
 */
export const handOverReopened = command({
  name: "tasks.handOverReopened",
  permission: "system:work",
  lane: () => "assignment",
  input: z.object({ ticketId: anyId }),
  async handle(ctx, { ticketId }): Promise<{ outcome: "kept" | "handed_over" | "waits" }> {
    // Most tickets are in no such team: they wait for nobody's turn.
    if (!(await automaticTeamOf(ctx, ticketId))) return { outcome: "kept" };
    await oneAtATime(ctx);
    const ticket = await lockTask(ctx, ticketId);
    const team = await automaticTeamOf(ctx, ticketId);
    const owner = ticket.assigneeUserId;
    if (!team || !owner || !needsSomebody(ticket.status)) return { outcome: "kept" };
    const candidates = await lockCandidates(ctx, team.teamId);
    const present = await availabilityOf(ctx, owner);
    if (present && isHere(present)) return { outcome: "kept" };
    const chosen = chooseMember(team.mode, candidates, [...team.passesOver, owner]);
    if (!chosen && present?.available) return { outcome: "kept" };
    if (chosen) await noteTurn(ctx, team.teamId, chosen.userId);
    await assign(ctx, ticket, { assigneeUserId: chosen?.userId ?? null, teamId: team.teamId });
    return { outcome: chosen ? "handed_over" : "waits" };
  },
});
