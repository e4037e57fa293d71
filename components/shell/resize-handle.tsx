"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import { setBrowserCookie } from "@/lib/browser-cookie";
import { clampListWidth, layoutCookies, listWidth } from "@/lib/layout-settings";

export interface ResizeHandleProps {
  /** The element that carries `--list-width`. */
  frame: RefObject<HTMLElement | null>;
  initial: number;
  /** Id of what it resizes. */
  controls: string;
}

/** Between list and thread: drag, arrow keys, Home and End; a double click gives the usual width back. */
export function ResizeHandle({ frame, initial, controls }: ResizeHandleProps) {
  const t = useTranslations("shell");
  const [width, setWidth] = useState(initial);

  /** While dragging only the style changes, so that the list isn't rendered at every move. */
  function show(next: number) {
    frame.current?.style.setProperty("--list-width", `${next}px`);
  }

  function keep(next: number) {
    show(next);
    setWidth(next);
    setBrowserCookie(layoutCookies.listWidth, String(next));
  }

  function onPointerDown(event: PointerEvent<HTMLHRElement>) {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const start = event.clientX;
    let next = width;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      next = clampListWidth(width + moved.clientX - start);
      show(next);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      keep(next);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  }

  function onKeyDown(event: KeyboardEvent<HTMLHRElement>) {
    const next = { ArrowLeft: width - 16, ArrowRight: width + 16, Home: listWidth.min, End: listWidth.max }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    keep(clampListWidth(next));
  }

  return (
    <hr
      aria-label={t("zones.resize")}
      aria-orientation="vertical"
      aria-controls={controls}
      aria-valuemin={listWidth.min}
      aria-valuemax={listWidth.max}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => keep(listWidth.initial)}
      className="relative z-10 m-0 hidden h-auto w-px shrink-0 cursor-col-resize touch-none self-stretch border-0 bg-border transition-colors before:absolute before:inset-y-0 before:-left-1.5 before:w-3 hover:bg-accent focus-visible:bg-accent md:block"
    />
  );
}
