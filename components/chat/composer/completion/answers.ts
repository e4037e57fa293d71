"use client";

import { useEffect, useReducer, useRef } from "react";
import { askDoor } from "@/lib/chat-client/doors";

type Kept = { answer: unknown; at: number };

/** What doors answered lately: going back a letter, or opening the same again, asks nobody. */
const kept = new Map<string, Kept>();
const keptMs = 60_000;
const most = 200;
const pauseMs = 120;

/** What a door answered lately, if it was asked. */
export function answered<Answer>(path: string): Answer | null {
  const known = kept.get(path);
  return known && Date.now() - known.at < keptMs ? (known.answer as Answer) : null;
}

export interface Asked<Answer> {
  /** Null until it is here. */
  answer: Answer | null;
  failed: boolean;
  retry: () => void;
}

/**
 * Asks a door while somebody types: after a pause, and what is no longer wanted is given up.
 * @param path null: nothing is wanted
 * @param options `soon`: without a pause; `fresh`: what was answered before is shown, and asked again
 */
export function useAnswer<Answer>(
  path: string | null,
  { soon = false, fresh = false }: { soon?: boolean; fresh?: boolean } = {},
): Asked<Answer> {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const [attempt, retry] = useReducer((count: number) => count + 1, 0);
  const failed = useRef<string | null>(null);
  /** What is shown doesn't go away because it has grown old. */
  const shown = useRef<{ path: string; answer: Answer } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (path === null || (answered(path) !== null && !fresh)) return;
    const controller = new AbortController();
    const ask = () =>
      askDoor<Answer>(path, { signal: controller.signal }).then(
        (answer) => {
          failed.current = null;
          keep(path, answer);
          render();
        },
        () => {
          if (controller.signal.aborted) return;
          failed.current = path;
          render();
        },
      );
    const timer = setTimeout(() => void ask(), soon ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [path, attempt, soon, fresh]);
  const recent = path === null ? null : answered<Answer>(path);
  if (path !== null && recent !== null) shown.current = { path, answer: recent };
  const answer = shown.current?.path === path ? shown.current.answer : null;
  return {
    answer,
    failed: answer === null && path !== null && failed.current === path,
    retry: () => {
      failed.current = null;
      retry();
    },
  };
}

function keep(path: string, answer: unknown): void {
  kept.delete(path);
  kept.set(path, { answer, at: Date.now() });
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}
