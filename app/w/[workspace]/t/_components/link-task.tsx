"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { StatusIcon } from "@/components/tasks/status-icon";
import { TaskTypeIcon } from "@/components/tasks/task-type-icon";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { PublicError } from "@/lib/core/errors";
import type { LinkKind, TaskRef } from "@/lib/domain/tasks/views";

const kinds: readonly LinkKind[] = ["relates_to", "blocks", "duplicates", "caused_by"];

export interface LinkTaskProps {
  slug: string;
  task: { id: string; number: number };
  /** What is asked for, where no kind of link is to be chosen; and what the button says then. */
  title?: string;
  submit?: string;
  /** Answers with why it was refused. */
  onLink: (other: TaskRef, kind: LinkKind) => Promise<PublicError | null>;
  onClose: () => void;
}

/** Links a task with another one by that one's number. */
export function LinkTask({ slug, task, title, submit: button, onLink, onClose }: LinkTaskProps) {
  const t = useTranslations("tasks.links");
  const tasks = useTranslations("tasks");
  const words = useProblemWords();
  const [typed, setTyped] = useState("");
  const [kind, setKind] = useState<LinkKind>("relates_to");
  const [found, setFound] = useState<TaskRef | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const [pending, setPending] = useState(false);
  const number = numberIn(typed);

  /** What the number is called, as soon as somebody looks away from it or sends the form. */
  async function find(): Promise<TaskRef | null> {
    if (found?.number === number) return found;
    if (number === null) {
      setProblem(t("notNumber"));
      return null;
    }
    if (number === task.number) {
      setProblem(t("itself"));
      return null;
    }
    try {
      const { tasks: refs } = await askDoor<{ tasks: TaskRef[] }>(
        `/api/w/${slug}/tasks?number=${number}`,
        {},
      );
      setFound(refs[0] ?? null);
      if (!refs[0]) setProblem(t("unknown", { number }));
      return refs[0] ?? null;
    } catch {
      setProblem(words({ code: "UNAVAILABLE" }));
      return null;
    }
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const other = await find();
    const error = other ? await onLink(other, kind) : null;
    setPending(false);
    if (error) setProblem(words(error));
    else if (other) onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title ?? t("add")} width="sm">
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
          {title ? null : (
            <Field label={t("kind", { number: task.number })}>
              {(control) => (
                <Select
                  {...control}
                  value={kind}
                  onValueChange={setKind}
                  options={kinds.map((value) => ({ value, label: tasks(`links.kinds.${value}`) }))}
                />
              )}
            </Field>
          )}
          <Field label={t("number")} error={problem} required>
            {(control) => (
              <Input
                {...control}
                autoFocus
                inputMode="numeric"
                autoComplete="off"
                placeholder="#142"
                maxLength={12}
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setProblem(undefined);
                }}
                onBlur={() => {
                  if (number !== null && number !== task.number) void find();
                }}
              />
            )}
          </Field>
          {found && found.number === number ? (
            <p className="flex items-center gap-2 rounded-md bg-sunken px-2.5 py-2 text-sm">
              <TaskTypeIcon type={found.type} />
              <span className="min-w-0 flex-1 truncate">{found.title}</span>
              <StatusIcon status={found.status} />
              <span className="text-muted text-xs">{tasks(`status.${found.status}`)}</span>
            </p>
          ) : null}
          <div className="flex justify-end pt-1">
            <Button type="submit" variant="primary" pending={pending}>
              {button ?? t("link")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** As people write it: with `#` or without. */
function numberIn(text: string): number | null {
  const found = /^\s*#?([1-9]\d{0,8})\s*$/.exec(text);
  return found ? Number(found[1]) : null;
}
