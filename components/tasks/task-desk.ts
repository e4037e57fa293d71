"use client";

import { createContext, useContext } from "react";

/** Where new work is asked for. */
export interface WorkOrigin {
  chatId: string;
  /** The chat is about nothing yet and becomes the new task's own. */
  becomesTask: boolean;
  /** The message that says what is to be done. */
  message?: { id: string; text: string };
}

/** What a screen can do with tasks beside what it shows itself. */
export interface TaskDesk {
  /** Shows a task's panel over the screen. */
  open: (number: number) => void;
  /** Asks for what a new task needs; undefined where the member may make none. */
  make?: (origin: WorkOrigin) => void;
}

const TaskDeskContext = createContext<TaskDesk | null>(null);

export const TaskDeskProvider = TaskDeskContext.Provider;

/** Null on screens without one: links to tasks then lead to their pages. */
export const useTaskDesk = (): TaskDesk | null => useContext(TaskDeskContext);
