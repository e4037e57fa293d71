"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef } from "react";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { Changed, Priority, TeamRef, TicketStatus, TicketSummary } from "@/lib/domain/tasks/views";
import {
  assignTaskAction,
  changeTaskStatusAction,
  renameTaskAction,
  setTaskPriorityAction,
  snoozeTicketAction,
} from "../actions";

export interface TicketChanges {
  setStatus: (status: TicketStatus) => Promise<boolean>;
  setPriority: (priority: Priority) => void;
  assign: (person: PersonRef | null) => void;
  setTeam: (team: TeamRef | null) => void;
  /** Null wakes it. */
  snooze: (until: Date | null) => void;
  rename: (title: string) => void;
}

type Answer = Result<Changed<unknown>>;
type Action<Input> = (slug: string, input: Input) => Promise<Answer>;
type Deed<Input> = {
  /** What the ticket looks like if all goes well, shown at once. */
  expected: Partial<TicketSummary>;
  told: string;
  /** What it gives back to undo it is an input of its own. */
  action: Action<Input>;
  input: NoInfer<Input>;
};

/** Changes a ticket: shown at once, taken back with a reason when refused, undone on demand. */
export function useTicketChanges(
  slug: string,
  ticket: TicketSummary | null,
  onChange: (ticket: TicketSummary) => void,
): TicketChanges {
  const t = useTranslations("inbox.done");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const words = useProblemWords();
  const offerUndo = useUndo();
  const latest = useRef(ticket);
  latest.current = ticket;

  async function perform<Input>(before: TicketSummary, deed: Deed<Input>): Promise<boolean> {
    const { expected, told, action, input } = deed;
    onChange({ ...before, ...expected });
    const answer = await settled(() => action(slug, input));
    if (!answer.ok) {
      onChange(currentIn(answer.error) ?? before);
      tellRefusal(before.number, answer.error);
      return false;
    }
    const { undo } = answer.data;
    const after = answer.data.ticket ?? { ...before, ...expected };
    onChange(after);
    if (undo) offerUndo({ title: told, undo: () => void takeBack(after, () => action(slug, undo as Input)) });
    return true;
  }

  async function takeBack(after: TicketSummary, run: () => Promise<Answer>) {
    const answer = await settled(run);
    if (answer.ok) {
      if (answer.data.ticket) onChange(answer.data.ticket);
      toast({ title: t("undone", { number: after.number }) });
    } else tellRefusal(after.number, answer.error);
  }

  function tellRefusal(number: number, error: PublicError) {
    const current = currentIn(error);
    const by = error.values?.by;
    const reason =
      error.reason === "changed_by_other" && !by ? { ...error, reason: "changed_by_somebody" } : error;
    const holder = current?.assignee?.name ?? current?.team?.name ?? tasks("assignee.unassigned");
    const now = current ? ` ${t("now", { what: `${tasks(`status.${current.status}`)}, ${holder}` })}` : "";
    toast({ title: t("failed", { number }), text: words(reason) + now, tone: "danger" });
  }

  /** Runs on the ticket as it is at the moment, which may be newer than what was rendered. */
  function withTicket(work: (ticket: TicketSummary) => Promise<boolean>): Promise<boolean> {
    return latest.current ? work(latest.current) : Promise.resolve(false);
  }

  return {
    setStatus: (status) =>
      withTicket((ticket) => {
        const { id, number, status: from } = ticket;
        const resolved = status === "resolved";
        return perform(ticket, {
          expected: { status, ...(resolved ? { waitingSince: null, snoozedUntil: null } : {}) },
          told: resolved
            ? t("resolved", { number })
            : t("status", { number, status: tasks(`status.${status}`) }),
          action: changeTaskStatusAction,
          input: { taskId: id, status, from },
        });
      }),
    setPriority: (priority) =>
      void withTicket((ticket) =>
        perform(ticket, {
          expected: { priority },
          told: t("priority", { number: ticket.number, priority: tasks(`priority.${priority}`) }),
          action: setTaskPriorityAction,
          input: { taskId: ticket.id, priority, from: ticket.priority },
        }),
      ),
    assign: (person) =>
      void withTicket((ticket) => {
        const { id, number, assignee } = ticket;
        return perform(ticket, {
          expected: { assignee: person },
          told: person ? t("assigned", { number, name: person.name }) : t("unassigned", { number }),
          action: assignTaskAction,
          input: { taskId: id, assigneeUserId: person?.id ?? null, from: assignee?.id ?? null },
        });
      }),
    setTeam: (team) =>
      void withTicket((ticket) =>
        perform(ticket, {
          expected: { team },
          told: team
            ? t("team", { number: ticket.number, name: team.name })
            : t("noTeam", { number: ticket.number }),
          action: assignTaskAction,
          input: { taskId: ticket.id, teamId: team?.id ?? null },
        }),
      ),
    snooze: (until) =>
      void withTicket((ticket) => {
        const { id, number } = ticket;
        const iso = until?.toISOString() ?? null;
        return perform(ticket, {
          expected: { snoozedUntil: iso },
          told: until
            ? t("snoozed", { number, time: format.dateTime(until, "soon") })
            : t("woken", { number }),
          action: snoozeTicketAction,
          input: { ticketId: id, until: iso },
        });
      }),
    rename: (title) =>
      void withTicket((ticket) =>
        perform(ticket, {
          expected: { title },
          told: t("renamed", { number: ticket.number }),
          action: renameTaskAction,
          input: { taskId: ticket.id, title },
        }),
      ),
  };
}

/** No answer at all is a refusal too: the action throws when the network is gone. */
async function settled<T>(run: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await run();
  } catch {
    return { ok: false, error: { code: "UNAVAILABLE" } };
  }
}

/** The ticket as it is now, which a conflict brings along. */
function currentIn(error: PublicError): TicketSummary | null {
  const { ticket } = error.values ?? {};
  return typeof ticket === "object" && ticket !== null ? (ticket as TicketSummary) : null;
}
