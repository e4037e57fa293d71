"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { askDoor } from "@/lib/chat-client/doors";
import type { TaskRef } from "@/lib/domain/tasks/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useTaskDesk } from "./task-desk";

const inText = "tabular-nums underline decoration-current/40 underline-offset-2 hover:decoration-current";

/**
 * A task's number as a link to it. What it is called is asked for when somebody points at it, and told only to those
 * who see it.
 */
export function TaskNumber({ number, className = inText, children }: TaskNumberProps) {
  const t = useTranslations("tasks");
  const { slug } = useMemberChannels();
  const desk = useTaskDesk();
  const [ref, setRef] = useState<TaskRef | null | "unknown">(null);
  const lookUp = () => {
    if (ref) return;
    askDoor<{ tasks: TaskRef[] }>(`/api/w/${slug}/tasks?number=${number}`, {}).then(
      ({ tasks }) => setRef(tasks[0] ?? "unknown"),
      () => {},
    );
  };
  const known = ref !== null && ref !== "unknown" ? ref : null;
  const label = known
    ? `${known.title} · ${t(`status.${known.status}`)}`
    : t(ref === "unknown" ? "panel.notFound" : "panel.open");
  return (
    <Tooltip label={label}>
      <Link
        href={`/w/${slug}/t/${number}`}
        prefetch={false}
        onPointerEnter={lookUp}
        onFocus={lookUp}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !desk) return;
          event.preventDefault();
          desk.open(number);
        }}
        className={className}
      >
        {children ?? `#${number}`}
      </Link>
    </Tooltip>
  );
}

export interface TaskNumberProps {
  number: number;
  /** How it looks, where it isn't a part of some text. */
  className?: string;
  /** Instead of the number alone. */
  children?: ReactNode;
}
