"use client";

import { Link2, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUndo } from "@/components/shell/undo";
import { StatusIcon } from "@/components/tasks/status-icon";
import { useTaskDesk, type WorkOrigin } from "@/components/tasks/task-desk";
import { TaskNumber } from "@/components/tasks/task-number";
import { TaskTypeIcon } from "@/components/tasks/task-type-icon";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { isOver } from "@/lib/domain/tasks/task-status";
import type { LinkedTask, LinkKind, TaskRef } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";
import { linkTasksAction, unlinkTasksAction } from "../actions";

const linkParts = lazyParts(() => import("./link-task"));

export interface LinkedWorkProps {
  slug: string;
  /** The task or ticket that has the links. */
  task: { id: string; number: number };
  mayChange: boolean;
  /** Null as long as they aren't here. */
  links: readonly LinkedTask[] | null;
  failed?: boolean;
  /** They may have changed. */
  onChange: () => void;
  /** Where work that is made here comes from. */
  origin: WorkOrigin;
}

/** Work that belongs together: what it is, how far it is, who has it. */
export function LinkedWork(props: LinkedWorkProps) {
  const { slug, task, mayChange, links, failed, onChange, origin } = props;
  const t = useTranslations("tasks.links");
  const desk = useTaskDesk();
  const [linking, setLinking] = useState(false);
  const parts = useParts(linkParts, linking, () => setLinking(false));
  const { link, unlink } = useLinkChanges(slug, onChange);
  return (
    <section aria-label={t("title")} className="border-border border-t px-4 py-4">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-2">
        <h3 className="font-medium text-subtle text-xs">
          {t("title")}
          {links?.length ? <span className="tabular-nums"> · {links.length}</span> : null}
        </h3>
        {mayChange ? (
          <span className="-mr-1.5 flex gap-0.5">
            <IconButton label={t("add")} size="sm" onClick={() => setLinking(true)}>
              <Link2 aria-hidden />
            </IconButton>
            {desk?.make ? (
              <IconButton label={t("make")} keys={["⇧", "T"]} size="sm" onClick={() => desk.make?.(origin)}>
                <Plus aria-hidden />
              </IconButton>
            ) : null}
          </span>
        ) : null}
      </div>
      {failed ? (
        <p className="flex items-center gap-2 text-muted text-sm">
          {t("failed")}
          <Button variant="link" size="sm" onClick={onChange}>
            {t("retry")}
          </Button>
        </p>
      ) : null}
      {links === null && !failed ? <Skeleton className="my-2 w-48" /> : null}
      {links?.length === 0 ? <p className="text-muted text-sm">{t("empty")}</p> : null}
      <ul aria-label={t("title")} className="-mx-1.5">
        {links?.map((linked) => (
          <LinkRow
            key={linked.linkId}
            linked={linked}
            onRemove={
              (linked.inverse ? linked.mayChange : mayChange) ? () => void unlink(task, linked) : undefined
            }
          />
        ))}
      </ul>
      {linking && parts ? (
        <parts.LinkTask
          slug={slug}
          task={task}
          onLink={(other, kind) => link(task, other, kind)}
          onClose={() => setLinking(false)}
        />
      ) : null}
    </section>
  );
}

interface LinkRowProps {
  linked: TaskRef & Partial<Pick<LinkedTask, "kind" | "inverse">>;
  removeLabel?: string;
  onRemove?: () => void;
}

/** Some work that another one has to do with, and how unless it just belongs there. */
export function LinkRow({ linked, removeLabel, onRemove }: LinkRowProps) {
  const t = useTranslations("tasks");
  const { kind = "relates_to", inverse, number, title, type, status, assignee } = linked;
  return (
    <li className="group relative flex min-h-8 items-center gap-2 rounded-md px-1.5 hover:bg-hover">
      <TaskTypeIcon type={type} />
      <span className="sr-only">{t(`type.${type}`)}</span>
      <span className="flex min-w-0 flex-1 flex-col py-0.5">
        {kind === "relates_to" ? null : (
          <span className="text-subtle text-xs">{t(`links.${inverse ? "inverse" : "kinds"}.${kind}`)}</span>
        )}
        <TaskNumber
          number={number}
          className={cn(
            "flex min-h-6 min-w-0 items-center gap-1.5 text-sm underline-offset-2 hover:underline",
            isOver(status) && "text-muted line-through",
          )}
        >
          <span className="shrink-0 text-subtle">#{number}</span>
          <span className="truncate">{title}</span>
        </TaskNumber>
      </span>
      <span title={t(`status.${status}`)} className="inline-flex">
        <StatusIcon status={status} />
        <span className="sr-only">{t(`status.${status}`)}</span>
      </span>
      {assignee ? (
        <span title={assignee.name} className="inline-flex">
          <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />
          <span className="sr-only">{assignee.name}</span>
        </span>
      ) : null}
      {onRemove ? (
        <IconButton
          label={removeLabel ?? t("links.remove", { number })}
          size="xs"
          onClick={onRemove}
          className="pointer-fine:opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
        >
          <X aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}

type End = { id: string; number: number };

/** Makes and removes links; each can be undone. */
function useLinkChanges(slug: string, onChange: () => void) {
  const t = useTranslations("tasks.links");
  const words = useProblemWords();
  const offerUndo = useUndo();

  async function change(
    action: typeof linkTasksAction | typeof unlinkTasksAction,
    input: { taskId: string; otherTaskId: string; kind: LinkKind },
    told: string,
  ) {
    const answer = await settled(() => action(slug, input));
    onChange();
    if (!answer.ok) return answer.error;
    const back = action === linkTasksAction ? unlinkTasksAction : linkTasksAction;
    offerUndo({
      title: told,
      undo: () =>
        void settled(() => back(slug, input)).then((undone) => {
          onChange();
          if (!undone.ok) toast({ title: t("changeFailed"), text: words(undone.error), tone: "danger" });
        }),
    });
    return null;
  }

  return {
    link: (task: End, other: End, kind: LinkKind) =>
      change(
        linkTasksAction,
        { taskId: task.id, otherTaskId: other.id, kind },
        t("linked", { one: task.number, other: other.number }),
      ),
    unlink: async (task: End, { id, number, kind, inverse }: LinkedTask) => {
      const ends = inverse ? { taskId: id, otherTaskId: task.id } : { taskId: task.id, otherTaskId: id };
      const told = t("unlinked", { one: task.number, other: number });
      const error = await change(unlinkTasksAction, { ...ends, kind }, told);
      if (error) toast({ title: t("changeFailed"), text: words(error), tone: "danger" });
    },
  };
}
