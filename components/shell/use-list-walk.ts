"use client";

import { useEffect, useRef } from "react";
import type { Action } from "./actions";

/** Something opens once the walk through the list rests on it, in milliseconds. */
const rest = 120;

type Move = "next" | "previous" | "open" | "back";

export interface ListWalk<Id> {
  /** What the list shows, top to bottom. */
  ids: readonly Id[];
  openId: Id | null;
  /** Where the keyboard is; may be ahead of what is open. */
  focused: Id | null;
  onFocus: (id: Id) => void;
  go: (id: Id | null, options?: { replace?: boolean }) => void;
  /** By which rows are found: its value is their id. */
  attribute: `data-${string}`;
  /** What ids of the actions begin with. */
  of: string;
  group: string;
  words: (move: Move) => string;
}

/** How the keyboard goes through a list beside what is open of it: J and K, Enter and Escape. */
export function useListWalk<Id extends string | number>(list: ListWalk<Id>): Action[] {
  const { ids, openId, focused, onFocus, go, attribute, of, group, words } = list;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const rowOf = (id: Id | null) => document.querySelector<HTMLElement>(`[${attribute}="${id}"]`);

  function walk(step: 1 | -1) {
    const here = focused ?? openId;
    const from = here === null ? -1 : ids.indexOf(here);
    const id = ids[from < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, from + step))];
    if (id === undefined) return;
    onFocus(id);
    takeFocusAlong(id);
    clearTimeout(timer.current);
    // Whoever only passes by doesn't open (and so doesn't mark as read) what they pass. On a phone the list stays.
    if (matchMedia("(min-width: 56.25rem)").matches) {
      timer.current = setTimeout(() => go(id, { replace: openId !== null }), rest);
    }
  }

  /** Enter must open the row that the walk has come to, and not press what had the focus before. */
  function takeFocusAlong(id: Id) {
    const { activeElement: before } = document;
    if (!(before instanceof HTMLElement)) return;
    const row = rowOf(id);
    if (row && before.matches(`[${attribute}]`)) row.focus({ preventScroll: true });
    else before.blur();
  }

  function open() {
    clearTimeout(timer.current);
    if (focused !== null && focused !== openId) go(focused);
    // After it is there.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[role=log]")?.focus());
  }

  function back() {
    const row = rowOf(openId);
    if (row && row.offsetParent !== null) row.focus();
    else go(null);
  }

  const action = (move: Move, keys: string, run: () => void): Action => ({
    id: `${of}.${move}`,
    label: words(move),
    group,
    keys,
    keysOnly: true,
    run,
  });
  return [
    action("next", "j", () => walk(1)),
    action("previous", "k", () => walk(-1)),
    action("open", "enter", open),
    action("back", "escape", back),
  ];
}
