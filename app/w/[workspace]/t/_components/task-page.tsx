"use client";

import { useDocumentTitle } from "@/components/shell/use-document-title";
import type { FoundTask } from "@/lib/domain/tasks/queries/get-task";
import { useOwnTimeZone } from "@/lib/i18n/use-own-time-zone";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { TaskPanel } from "./task-panel";
import { useTask } from "./use-task";

export interface TaskPageProps {
  number: number;
  found: FoundTask;
  heading: string;
  /** As the account or an earlier visit says; undefined when nobody has said. */
  timeZone: string | undefined;
}

/** A task at an address of its own. */
export function TaskPage({ number, found, heading, timeZone }: TaskPageProps) {
  const { slug, userId } = useMemberChannels();
  const zone = useOwnTimeZone(timeZone);
  const task = useTask(number, found);
  useDocumentTitle(task.work ? `#${number} ${task.work.title}` : heading);
  return (
    <div className="h-full overflow-y-auto">
      <h1 className="sr-only">{heading}</h1>
      <div className="mx-auto w-full max-w-2xl sm:p-6">
        <div className="bg-surface sm:rounded-xl sm:border sm:border-border">
          <TaskPanel slug={slug} myId={userId} task={task} timeZone={zone} place="page" />
        </div>
      </div>
    </div>
  );
}
