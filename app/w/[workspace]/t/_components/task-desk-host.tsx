"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { type TaskDesk, TaskDeskProvider, type WorkOrigin } from "@/components/tasks/task-desk";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { useMay } from "@/lib/realtime/member-realtime";

// Both come when somebody opens them, or when the browser has nothing else to do.
const parts = lazyParts(() => import("./desk-parts"));

/** Of an address: the task whose panel lies over the screen. */
const taskParameter = "task";

export interface TaskDeskHostProps {
  slug: string;
  me: PersonRef;
  timeZone: string;
  children: ReactNode;
}

/**
 * Tasks over a screen: the panel of one that was followed to by its number, and the making of new ones. Which one is
 * open stands in the address, so that it can be shared and Back closes it.
 */
export function TaskDeskHost({ slug, me, timeZone, children }: TaskDeskHostProps) {
  const number = numberIn(useSearchParams().get(taskParameter));
  const mayCreate = useMay("task:create");
  const [origin, setOrigin] = useState<WorkOrigin | null>(null);
  const here = useParts(parts, number !== null || origin !== null, () => setOrigin(null));
  const close = useCallback(closePanel, []);
  const desk = useMemo<TaskDesk>(
    () => ({ open: openPanel, make: mayCreate ? setOrigin : undefined }),
    [mayCreate],
  );
  return (
    <TaskDeskProvider value={desk}>
      {children}
      {number !== null && here ? (
        <here.TaskSheet slug={slug} myId={me.id} number={number} timeZone={timeZone} onClose={close} />
      ) : null}
      {origin && here ? (
        <here.MakeTask
          slug={slug}
          myId={me.id}
          origin={origin}
          timeZone={timeZone}
          onClose={() => setOrigin(null)}
        />
      ) : null}
    </TaskDeskProvider>
  );
}

/** How many panels were opened one from another lies in the history's entry: closing goes back behind them all. */
type Entry = { tasksOpened?: number } | null;
const opened = () => (window.history.state as Entry)?.tasksOpened ?? 0;

function openPanel(number: number): void {
  const params = new URLSearchParams(window.location.search);
  if (params.get(taskParameter) === String(number)) return;
  params.set(taskParameter, String(number));
  window.history.pushState({ tasksOpened: opened() + 1 }, "", `${window.location.pathname}?${params}`);
}

function closePanel(): void {
  if (opened() > 0) {
    window.history.go(-opened());
    return;
  }
  const params = new URLSearchParams(window.location.search);
  params.delete(taskParameter);
  const query = params.size > 0 ? `?${params}` : "";
  window.history.replaceState(null, "", `${window.location.pathname}${query}`);
}

const numberIn = (text: string | null) => (text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);
