"use client";

import { Eye, Link2, MessageSquare, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TaskTypeIcon } from "@/components/tasks/task-type-icon";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { InlineEdit } from "@/components/ui/inline-edit";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { Description } from "./description";
import { FollowKey } from "./follow-key";
import { LinkedWork } from "./linked-work";
import { Parts } from "./parts";
import { TaskFields } from "./task-fields";
import { type OpenField, TaskKeys } from "./task-keys";
import { useFollowers } from "./use-followers";
import type { ShownTask } from "./use-task";
import { useWorkChanges } from "./use-work-changes";

export interface TaskPanelProps {
  slug: string;
  myId: string;
  task: ShownTask;
  timeZone: string;
  /** Beside its conversation, or apart from it: then a way to it is offered. */
  place: "context" | "sheet" | "page";
}

/** All about a task, bug or epic: what it is called, its fields, what it is linked with. */
export function TaskPanel(props: TaskPanelProps) {
  const { task } = props;
  const t = useTranslations("tasks.panel");
  if (task.work) return <Panel {...props} work={task.work} />;
  if (!task.error || task.isTicket) return <PanelSkeleton />;
  const gone = task.error.code === "NOT_FOUND" || task.error.code === "INVALID";
  return gone ? (
    <EmptyState icon={SearchX} title={t("notFound")} text={t("notFoundText")} />
  ) : (
    <ErrorState title={t("failed")} onRetry={task.retry} />
  );
}

function Panel({
  slug,
  myId,
  task,
  work,
  timeZone,
  place,
}: TaskPanelProps & { work: NonNullable<ShownTask["work"]> }) {
  const t = useTranslations("tasks");
  const changes = useWorkChanges(slug, work, task.apply);
  const [field, setField] = useState<OpenField>(null);
  const followers = useFollowers(work, work.followers, task.refresh);
  const { number, title, type, chatId, mayChange } = work;
  const address = `/w/${slug}/t/${number}`;
  const copyLink = () => {
    const { href } = new URL(address, location.origin);
    void navigator.clipboard?.writeText(href).then(() => toast({ title: t("panel.linkCopied") }));
  };
  return (
    <div className="flex flex-col">
      <FollowKey group={t("type.task")} onToggle={followers.toggle} />
      {mayChange ? <TaskKeys changes={changes} onField={setField} /> : null}
      <section className="px-4 pt-2 pb-4">
        {/* In a sheet the button that closes it stands at the right. */}
        <div
          className={cn("flex min-h-8 items-center gap-2 text-muted text-sm", place === "sheet" && "pr-8")}
        >
          <TaskTypeIcon type={type} />
          <span className="flex-1">
            {t(`type.${type}`)} <span className="tabular-nums">#{number}</span>
          </span>
          {place === "context" ? null : (
            <Link
              href={`/w/${slug}/chats/${chatId}`}
              className="flex min-h-7 items-center gap-1.5 rounded-md px-1.5 text-accent-text hover:bg-hover"
            >
              <MessageSquare aria-hidden className="size-4" />
              {t("panel.conversation")}
            </Link>
          )}
          <IconButton label={t("panel.copyLink")} size="sm" onClick={copyLink}>
            <Link2 aria-hidden />
          </IconButton>
        </div>
        <h3 className="mb-2 flex font-semibold text-lg leading-6">
          {mayChange ? (
            <InlineEdit
              value={title}
              label={t("panel.title")}
              editLabel={`${title}. ${t("panel.rename")}`}
              maxLength={200}
              onSave={changes.rename}
              className="break-words font-semibold"
            >
              {title}
            </InlineEdit>
          ) : (
            <span className="min-w-0 break-words">{title}</span>
          )}
        </h3>
        <TaskFields
          slug={slug}
          myId={myId}
          work={work}
          changes={changes}
          timeZone={timeZone}
          onRefresh={task.refresh}
          followers={followers}
          field={field}
          onField={setField}
        />
        <Description
          number={number}
          text={work.description}
          mayChange={mayChange}
          onSave={async (text) => {
            const done = await changes.describe(work.description, text);
            task.refresh();
            return done;
          }}
        />
        {mayChange ? null : (
          <p className="mt-3 flex items-start gap-2 text-muted text-xs">
            <Eye aria-hidden className="mt-px size-3.5 shrink-0" />
            {t("panel.readOnly")}
          </p>
        )}
      </section>
      {type === "epic" || type === "task" ? (
        <Parts
          slug={slug}
          task={work}
          mayChange={mayChange}
          parts={work.parts}
          progress={work.progress}
          onChange={task.refresh}
        />
      ) : null}
      <LinkedWork
        slug={slug}
        task={work}
        mayChange={mayChange}
        links={work.links}
        onChange={task.refresh}
        origin={{ chatId, becomesTask: false }}
      />
    </div>
  );
}

function PanelSkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" className="flex flex-col gap-4 px-4 py-5">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="w-24" />
      <Skeleton className="h-4 w-56" />
      {["w-40", "w-36", "w-44", "w-32", "w-40"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: never changes
        <Skeleton key={index} className={width} />
      ))}
    </div>
  );
}
