"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { DuePicker, useDayWords } from "@/components/tasks/due-picker";
import { FieldButton, FieldRow } from "@/components/tasks/field-row";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { SeverityMenu } from "@/components/tasks/severity-menu";
import { useTaskDesk, type WorkOrigin } from "@/components/tasks/task-desk";
import { TaskTypeIcon } from "@/components/tasks/task-type-icon";
import { Avatar } from "@/components/ui/avatar";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { newId } from "@/lib/core/ids";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { WorkType } from "@/lib/domain/tasks/task-status";
import type { Priority, Severity, TeamRef } from "@/lib/domain/tasks/views";
import { titleOf } from "@/lib/hashtags/title";
import { createTaskAction } from "../actions";

const types: readonly WorkType[] = ["task", "bug", "epic"];

export interface MakeTaskProps {
  slug: string;
  myId: string;
  origin: WorkOrigin;
  timeZone: string;
  onClose: () => void;
}

/** Makes a task out of a chat, a ticket, or a message of one. */
export function MakeTask({ slug, myId, origin, timeZone, onClose }: MakeTaskProps) {
  const t = useTranslations("tasks.make");
  const tasks = useTranslations("tasks");
  const dayWords = useDayWords();
  const desk = useTaskDesk();
  // The same however often this window asks, so that a lost answer makes no second one.
  const [taskId] = useState(newId);
  const [type, setType] = useState<WorkType>("task");
  const [title, setTitle] = useState(() => titleOf(origin.message?.text ?? "") ?? "");
  const [priority, setPriority] = useState<Priority>("normal");
  const [severity, setSeverity] = useState<Severity | null>(null);
  const [assignee, setAssignee] = useState<PersonRef | null>(null);
  const [team, setTeam] = useState<TeamRef | null>(null);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const create = useAction(
    (input: Parameters<typeof createTaskAction>[1]) => createTaskAction(slug, input),
    ["title"],
  );
  const [missing, setMissing] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (create.pending) return;
    if (!title.trim()) {
      setMissing(true);
      return;
    }
    const made = await create.run({
      ...{ taskId, type, title, priority, dueOn },
      severity: type === "bug" ? severity : null,
      assigneeUserId: assignee?.id ?? null,
      teamId: team?.id ?? null,
      chatId: origin.chatId,
      messageId: origin.message?.id ?? null,
    });
    if (!made) return;
    onClose();
    const { number } = made;
    toast({
      title: t("made", { what: tasks(`named.${made.type}`, { number }) }),
      tone: "success",
      // Where the chat has become the task it is shown already.
      action: origin.becomesTask ? undefined : { label: t("open"), run: () => desk?.open(number) },
    });
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={t("title")} description={t(origin.becomesTask ? "becomes" : "linked")}>
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
          {create.problem ? <Banner tone="danger">{create.problem}</Banner> : null}
          <Field label={t("name")} required error={missing ? t("nameMissing") : create.fieldProblem("title")}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                maxLength={200}
                value={title}
                onChange={(event) => {
                  setTitle(event.target.value);
                  setMissing(false);
                }}
              />
            )}
          </Field>
          <Field label={tasks("type.label")}>
            {(control) => (
              <Select
                {...control}
                value={type}
                onValueChange={setType}
                options={types.map((value) => ({
                  value,
                  label: tasks(`type.${value}`),
                  icon: <TaskTypeIcon type={value} className="size-4" />,
                }))}
              />
            )}
          </Field>
          <dl className="-mx-1.5 flex flex-col gap-0.5 px-1.5">
            <FieldRow label={tasks("priority.label")}>
              <PriorityMenu priority={priority} onChange={setPriority}>
                <FieldButton label={tasks("priority.label")} icon={<PriorityIcon priority={priority} />}>
                  {tasks(`priority.${priority}`)}
                </FieldButton>
              </PriorityMenu>
            </FieldRow>
            {type === "bug" ? (
              <FieldRow label={tasks("severity.label")}>
                <SeverityMenu severity={severity} onChange={setSeverity}>
                  <FieldButton label={tasks("severity.label")} icon={null}>
                    {tasks(`severity.${severity ?? "none"}`)}
                  </FieldButton>
                </SeverityMenu>
              </FieldRow>
            ) : null}
            <FieldRow label={tasks("assignee.label")}>
              <HolderPicker
                slug={slug}
                me={{ id: myId }}
                work={{ chatId: origin.chatId }}
                assignee={assignee}
                team={team}
                onAssign={setAssignee}
                onTeam={setTeam}
              >
                <FieldButton
                  label={tasks("assignee.label")}
                  icon={
                    assignee ? (
                      <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />
                    ) : null
                  }
                >
                  {[assignee?.name, team?.name].filter(Boolean).join(" · ") || tasks("assignee.unassigned")}
                </FieldButton>
              </HolderPicker>
            </FieldRow>
            <FieldRow label={tasks("due.label")}>
              <DuePicker dueOn={dueOn} timeZone={timeZone} onChange={setDueOn}>
                <FieldButton label={tasks("due.label")} icon={null}>
                  {dueOn ? dayWords(dueOn) : tasks("due.none")}
                </FieldButton>
              </DuePicker>
            </FieldRow>
          </dl>
          <div className="flex justify-end pt-1 pb-1">
            <Button type="submit" variant="primary" pending={create.pending}>
              {t("submit")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
