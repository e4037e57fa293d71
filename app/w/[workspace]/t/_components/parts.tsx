"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUndo } from "@/components/shell/undo";
import { TaskNumber } from "@/components/tasks/task-number";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PartRef, TaskRef } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";
import { setParentAction } from "../actions";
import { LinkRow } from "./linked-work";

const choiceParts = lazyParts(() => import("./link-task"));

type End = { id: string; number: number };

export interface PartsProps {
  slug: string;
  task: End;
  mayChange: boolean;
  parts: readonly PartRef[];
  progress: { done: number; total: number } | null;
  /** They may have changed. */
  onChange: () => void;
}

/** What is part of an epic or task, and how far that is. */
export function Parts({ slug, task, mayChange, parts, progress, onChange }: PartsProps) {
  const t = useTranslations("tasks.parts");
  const [adding, setAdding] = useState(false);
  const choice = useParts(choiceParts, adding, () => setAdding(false));
  const { move, tellFailed } = useParentChanges(slug, onChange);
  return (
    <section aria-label={t("title")} className="border-border border-t px-4 py-4">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-2">
        <h3 className="font-medium text-subtle text-xs">
          {t("title")}
          {progress ? <span className="tabular-nums"> · {t("progress", progress)}</span> : null}
        </h3>
        {mayChange ? (
          <IconButton label={t("add")} size="sm" className="-mr-1.5" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {progress ? (
        <div aria-hidden className="mb-2 h-1 overflow-hidden rounded-full bg-sunken">
          <div
            className="h-full rounded-full bg-accent"
            style={{ width: `${(100 * progress.done) / progress.total}%` }}
          />
        </div>
      ) : null}
      {parts.length === 0 ? <p className="text-muted text-sm">{t("empty")}</p> : null}
      <ul aria-label={t("title")} className="-mx-1.5">
        {parts.map((part) => (
          <LinkRow
            key={part.id}
            linked={part}
            removeLabel={t("removeOf", { number: part.number })}
            onRemove={
              part.mayChange
                ? () =>
                    void move(
                      part,
                      task,
                      null,
                      t("removed", { part: part.number, number: task.number }),
                    ).then((error) => error && tellFailed(error))
                : undefined
            }
          />
        ))}
      </ul>
      {adding && choice ? (
        <choice.LinkTask
          slug={slug}
          task={task}
          title={t("addTo", { number: task.number })}
          submit={t("submit")}
          onLink={(other) =>
            move(other, undefined, task, t("added", { part: other.number, number: task.number }))
          }
          onClose={() => setAdding(false)}
        />
      ) : null}
    </section>
  );
}

export interface ParentValueProps {
  slug: string;
  task: End;
  mayChange: boolean;
  /** Null: of nothing, or of what the reader doesn't see. */
  parent: TaskRef | null;
  /** Of what it is part, whether the reader sees that or not. */
  parentNumber: number | null;
  onChange: () => void;
}

/** What a task is part of, chosen by its number. */
export function ParentValue({ slug, task, mayChange, parent, parentNumber, onChange }: ParentValueProps) {
  const t = useTranslations("tasks.parts");
  const [choosing, setChoosing] = useState(false);
  const choice = useParts(choiceParts, choosing, () => setChoosing(false));
  const { move, tellFailed } = useParentChanges(slug, onChange);
  const number = parent?.number ?? parentNumber;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1 px-1.5">
      {number ? (
        <>
          <TaskNumber number={number} className="min-w-0 truncate underline-offset-2 hover:underline">
            <span className="text-subtle">#{number}</span> {parent?.title}
          </TaskNumber>
          {mayChange ? (
            <IconButton
              label={t("leave", { parent: number })}
              size="xs"
              onClick={() =>
                void move(task, parent ?? undefined, null, t("removed", { part: task.number, number })).then(
                  (error) => error && tellFailed(error),
                )
              }
            >
              <X aria-hidden />
            </IconButton>
          ) : null}
        </>
      ) : mayChange ? (
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2 font-normal text-sm"
          aria-label={t("setParent", { number: task.number })}
          onClick={() => setChoosing(true)}
        >
          {t("none")}
        </Button>
      ) : (
        t("none")
      )}
      {choosing && choice ? (
        <choice.LinkTask
          slug={slug}
          task={task}
          title={t("setParent", { number: task.number })}
          submit={t("choose")}
          onLink={(other) =>
            move(task, null, other, t("parentSet", { number: task.number, parent: other.number }))
          }
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </span>
  );
}

/** Makes something part of something else; each can be undone. */
function useParentChanges(slug: string, onChange: () => void) {
  const t = useTranslations("tasks.parts");
  const words = useProblemWords();
  const offerUndo = useUndo();
  const tellFailed = (error: Parameters<typeof words>[0]) =>
    toast({ title: t("failed"), text: words(error), tone: "danger" });

  /** @param from what it was seen to be part of; undefined where that isn't known @returns why it was refused */
  async function move(part: End, from: End | null | undefined, to: End | null, told: string) {
    const input = { taskId: part.id, parentTaskId: to?.id ?? null };
    const seen = from === undefined ? {} : { from: from?.id ?? null };
    const answer = await settled(() => setParentAction(slug, { ...input, ...seen }));
    onChange();
    if (!answer.ok) return answer.error;
    const { undo } = answer.data;
    if (undo)
      offerUndo({
        title: told,
        undo: () =>
          void settled(() => setParentAction(slug, { ...undo, from: input.parentTaskId })).then((undone) => {
            onChange();
            if (!undone.ok) tellFailed(undone.error);
          }),
      });
    return null;
  }

  return { move, tellFailed };
}
