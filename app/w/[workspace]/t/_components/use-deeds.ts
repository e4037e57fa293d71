"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import type { TaskStatus } from "@/lib/domain/tasks/task-status";
import type { Changed, TicketSummary, WorkView } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";

type Answer = Result<Changed<unknown>>;
type Action<Input> = (slug: string, input: Input) => Promise<Answer>;

export type Deed<View, Input> = {
  /** What the task looks like if all goes well, shown at once. */
  expected: Partial<View>;
  told: string;
  /** What it gives back to undo it is an input of its own. */
  action: Action<Input>;
  input: NoInfer<Input>;
};

type Shown = {
  number: number;
  status: TaskStatus;
  assignee: { name: string } | null;
  team: { name: string } | null;
};

/** Does something to a task as it is at the moment, which may be newer than what was rendered. */
export type Perform<View> = <Input>(deed: (task: View) => Deed<View, Input>) => Promise<boolean>;

/**
 * Changes a task: shown at once, taken back with a reason when refused, undone on demand.
 * @param pick which of what an answer brings is the task
 */
export function useDeeds<View extends Shown>(
  slug: string,
  task: View | null,
  pick: (from: { ticket?: TicketSummary | null; work?: WorkView | null }) => View | null | undefined,
  onChange: (task: View) => void,
): Perform<View> {
  const t = useTranslations("tasks.done");
  const tasks = useTranslations("tasks");
  const words = useProblemWords();
  const offerUndo = useUndo();
  const latest = useRef(task);
  latest.current = task;

  async function takeBack(after: View, run: () => Promise<Answer>) {
    const answer = await settled(run);
    if (answer.ok) {
      const present = pick(answer.data);
      if (present) onChange(present);
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

  /** The task as it is now, which a conflict brings along. */
  const currentIn = ({ values }: PublicError): View | null =>
    pick((values ?? {}) as Parameters<typeof pick>[0]) ?? null;

  return async (deed) => {
    const before = latest.current;
    if (!before) return false;
    const { expected, told, action, input } = deed(before);
    onChange({ ...before, ...expected });
    const answer = await settled(() => action(slug, input));
    if (!answer.ok) {
      onChange(currentIn(answer.error) ?? before);
      tellRefusal(before.number, answer.error);
      return false;
    }
    const { undo } = answer.data;
    const after = pick(answer.data) ?? { ...before, ...expected };
    onChange(after);
    if (undo)
      offerUndo({ title: told, undo: () => void takeBack(after, () => action(slug, undo as typeof input)) });
    return true;
  };
}
