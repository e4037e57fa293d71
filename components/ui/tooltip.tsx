"use client";

import { Slot } from "radix-ui/slot";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd";
import { placeBeside, type Side } from "./tooltip-place";

export interface TooltipProps {
  label: ReactNode;
  /** Keys that do the same, as in `["G", "I"]`. */
  keys?: readonly string[];
  side?: Side;
  children: ReactNode;
}

const opensAfter = 450;
/** A neighbour opens at once so long after the last one closed. */
const neighboursWithin = 250;
/** Time to get from the control to its label, which may be read and selected too. */
const staysFor = 120;

let lastShown = Number.NEGATIVE_INFINITY;
/** One at a time. */
let hideOther: (() => void) | undefined;

/** A short label for a control. Holds nothing that is found nowhere else: touch screens never show it. */
export function Tooltip({ label, keys, side = "top", children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  function hide() {
    clearTimeout(timer.current);
    setAnchor((before) => {
      if (before) lastShown = performance.now();
      return null;
    });
  }
  function show(element: Element) {
    clearTimeout(timer.current);
    if (hideOther !== hide) hideOther?.();
    hideOther = hide;
    setAnchor(element);
  }
  function showSoon(element: Element) {
    clearTimeout(timer.current);
    if (performance.now() - lastShown < neighboursWithin) show(element);
    else timer.current = setTimeout(() => show(element), opensAfter);
  }
  function hideSoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(hide, staysFor);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <>
      <Slot
        aria-describedby={anchor ? id : undefined}
        onPointerEnter={(event) => {
          if (event.pointerType !== "touch") showSoon(event.currentTarget);
        }}
        onPointerLeave={hideSoon}
        onPointerDown={hide}
        onClick={hide}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) show(event.currentTarget);
        }}
        onBlur={hide}
      >
        {children}
      </Slot>
      {anchor
        ? createPortal(
            <Bubble
              id={id}
              anchor={anchor}
              side={side}
              onEnter={() => clearTimeout(timer.current)}
              onHide={hide}
            >
              {label}
              {keys?.length ? <Kbd keys={keys} /> : null}
            </Bubble>,
            document.body,
          )
        : null}
    </>
  );
}

interface BubbleProps {
  id: string;
  anchor: Element;
  side: Side;
  onEnter: () => void;
  onHide: () => void;
  children: ReactNode;
}

function Bubble({ id, anchor, side, onEnter, onHide, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  const hide = useRef(onHide);
  hide.current = onHide;

  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const place = placeBeside(anchor.getBoundingClientRect(), element.getBoundingClientRect(), side, {
      width: clientWidth,
      height: clientHeight,
    });
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    // After every render: what it says may come after it has opened.
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape") return;
      // Nothing below hears of it: Escape takes away one thing at a time.
      event.preventDefault();
      hide.current();
    }
    function onScroll({ target }: Event) {
      if (target instanceof Node && target.contains(anchor)) hide.current();
    }
    window.addEventListener("keydown", onKeyDown, true);
    window.addEventListener("scroll", onScroll, true);
    return () => {
      window.removeEventListener("keydown", onKeyDown, true);
      window.removeEventListener("scroll", onScroll, true);
    };
  }, [anchor]);

  return (
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={() => hide.current()}
      className="fixed top-0 left-0 z-50 flex w-max max-w-72 animate-fade-in items-center gap-2 rounded-md bg-raised px-2 py-1 text-text text-xs shadow-overlay"
    >
      {children}
    </div>
  );
}
