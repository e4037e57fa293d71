"use client";

import {
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ActiveLine } from "./message-bubble";

/** How long a finger rests before it means the menu, in milliseconds, and how far it may slip, in pixels. */
const longPressMs = 450;
const slip = 10;

type State = { hovered: string | null; focused: string | null; pinned: string | null; menu: string | null };

const keyOf = (target: EventTarget) =>
  target instanceof Element ? (target.closest<HTMLElement>("[data-line]")?.dataset.line ?? null) : null;

/** Whether an event of what is shown elsewhere in the page (a menu) only passes through the components here. */
const isElsewhere = (event: { target: EventTarget; currentTarget: Element }) =>
  !(event.target instanceof Node && event.currentTarget.contains(event.target));

/**
 * The message whose actions are shown: the one under the pointer, or else the one with the focus; the one whose menu
 * is open before all others. A finger that rests on a message opens its menu.
 */
export function useActiveLine() {
  const [state, setState] = useState<State>({ hovered: null, focused: null, pinned: null, menu: null });
  const key = state.pinned ?? state.hovered ?? state.focused;
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);

  const change = useCallback(
    (next: Partial<State>) =>
      setState((before) =>
        (Object.keys(next) as (keyof State)[]).every((name) => before[name] === next[name])
          ? before
          : { ...before, ...next },
      ),
    [],
  );
  const openMenu = useCallback((line: string) => change({ pinned: line, menu: line }), [change]);
  // A finger leaves no message by being lifted, but by touching something else.
  useEffect(() => {
    const onPointerDown = ({ target }: globalThis.PointerEvent) => {
      if (target && !keyOf(target)) change({ hovered: null });
    };
    window.addEventListener("pointerdown", onPointerDown);
    return () => window.removeEventListener("pointerdown", onPointerDown);
  }, [change]);
  const endPress = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };

  const handlers = {
    onPointerOver: (event: PointerEvent) => {
      if (!isElsewhere(event)) change({ hovered: keyOf(event.target) });
    },
    onPointerLeave: (event: PointerEvent) => {
      // A finger that is lifted leaves too, and what it has touched stays chosen.
      if (event.pointerType !== "touch") change({ hovered: null });
    },
    onPointerDown: (event: PointerEvent) => {
      endPress();
      const line = keyOf(event.target);
      if (event.pointerType !== "touch" || !line || isElsewhere(event)) return;
      const timer = setTimeout(() => openMenu(line), longPressMs);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = press.current;
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > slip) endPress();
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onContextMenu: (event: MouseEvent<HTMLElement, globalThis.MouseEvent>) => {
      const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
      // Instead of the browser's own menu, which selects a word.
      if (pointerType === "touch" && keyOf(event.target) && !isElsewhere(event)) event.preventDefault();
    },
    onFocus: (event: FocusEvent) => {
      if (!isElsewhere(event)) change({ focused: keyOf(event.target) });
    },
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) change({ focused: null });
    },
  };

  const active = useMemo<(ActiveLine & { line: string }) | null>(() => {
    if (!key) return null;
    return {
      line: key,
      menuOpen: state.menu === key,
      onMenu: (open) => change({ pinned: open ? key : null, menu: open ? key : null }),
      onEmoji: (open) => change({ pinned: open ? key : null }),
    };
  }, [key, state.menu, change]);
  return { active, kept: [state.pinned, state.focused], handlers, openMenu };
}
