import { type Command, run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { report } from "@/lib/core/result";
import { archiveSupportChat } from "@/lib/domain/tasks/commands/archive-chat";
import { closeResolvedTicket, warnBeforeClosing } from "@/lib/domain/tasks/commands/close-ticket";
import { wakeTicket } from "@/lib/domain/tasks/commands/wake-ticket";
import {
  chatsToArchive,
  type DueTicket,
  ticketsToClose,
  ticketsToWake,
  ticketsToWarnOf,
} from "@/lib/domain/upkeep/due-tickets";
import { inngest } from "../../client";

type Upkeep = { id: string; cron: string; due: () => Promise<DueTicket[]>; command: Command<never, object> };

/** Tickets that time moves on: each is decided again under its lock, so a change meanwhile wins. */
const upkeep = [
  {
    id: "tasks/warn-before-closing",
    cron: "*/5 * * * *",
    due: ticketsToWarnOf,
    command: warnBeforeClosing,
  },
  { id: "tasks/close-resolved", cron: "*/5 * * * *", due: ticketsToClose, command: closeResolvedTicket },
  { id: "tasks/archive-inactive", cron: "*/5 * * * *", due: chatsToArchive, command: archiveSupportChat },
  { id: "tasks/wake-snoozed", cron: "* * * * *", due: ticketsToWake, command: wakeTicket },
] as unknown as Upkeep[];

export const upkeepFunctions = () =>
  upkeep.map(({ id, cron, due, command }) =>
    inngest().createFunction({ id, triggers: [{ cron }], concurrency: 1 }, ({ step }) =>
      step.run("move-due-tickets", () => moveAll(id, due, command)),
    ),
  );

/** One ticket that can't be moved holds up none of the others; the next round tries it again. */
export async function moveAll(
  job: string,
  due: Upkeep["due"],
  command: Upkeep["command"],
): Promise<{ due: number; failed: number }> {
  const tickets = await due();
  let failed = 0;
  for (const { workspaceId, ticketId } of tickets) {
    try {
      await run(command, systemCaller(workspaceId, job), { ticketId } as never);
    } catch (error) {
      failed++;
      report(job, error);
    }
  }
  return { due: tickets.length, failed };
}
