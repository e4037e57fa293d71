"use client";

import { type DragEvent, type KeyboardEvent, useState } from "react";

/** Puts the item at a place before that of another one. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to, 0, items[from]!);
}

/**
 * Orders a list by dragging its rows by their handles, or with the arrow keys on these.
 * @param onMove is told from which place to which
 */
export function useDragOrder(count: number, onMove: (from: number, to: number) => void) {
  const [from, setFrom] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (at: number, to: number) => {
    if (to >= 0 && to < count && to !== at) onMove(at, to);
  };
  const end = () => {
    setFrom(null);
    setOver(null);
  };
  return {
    move,
    /** The place that is dragged, and the one it would take. */
    from,
    over,
    row: (at: number) => ({
      onDragOver(event: DragEvent) {
        if (from === null) return;
        event.preventDefault();
        setOver(at);
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        if (from !== null) move(from, at);
        end();
      },
    }),
    handle: (at: number) => ({
      draggable: true,
      onDragStart(event: DragEvent) {
        event.dataTransfer.effectAllowed = "move";
        // Firefox drags nothing that carries nothing.
        event.dataTransfer.setData("text/plain", "");
        setFrom(at);
      },
      onDragEnd: end,
      onKeyDown(event: KeyboardEvent) {
        const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (step === 0) return;
        event.preventDefault();
        move(at, at + step);
      },
    }),
  };
}
