"use client";

import { useTranslations } from "next-intl";
import { Slot } from "radix-ui/slot";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { type LazyParts, useParts } from "./lazy-parts";
import { toast } from "./toast";

/** What a button and what it opens know of each other. */
export interface Overlay {
  open: boolean;
  setOpen: (open: boolean) => void;
  trigger: RefObject<HTMLElement | null>;
  triggerId: string;
  contentId: string;
  /** Whether the latest opening was by the mouse or a finger. */
  byPointer: RefObject<boolean>;
}

const OverlayContext = createContext<Overlay | undefined>(undefined);

export interface OverlayRootProps {
  /** Left out, it opens and closes by itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/**
 * Holds a menu or popover whose inside is fetched when it is first wanted: the button is here from the beginning and
 * stays the same element, so that focus, name and state are right while the rest is on its way.
 */
export function OverlayRoot({ open: given, onOpenChange, children }: OverlayRootProps) {
  const [own, setOwn] = useState(false);
  const trigger = useRef<HTMLElement>(null);
  const byPointer = useRef(false);
  const id = useId();
  function setOpen(next: boolean) {
    if (!next) byPointer.current = false;
    setOwn(next);
    onOpenChange?.(next);
  }
  const overlay: Overlay = {
    open: given ?? own,
    setOpen,
    trigger,
    triggerId: `${id}-trigger`,
    contentId: `${id}-content`,
    byPointer,
  };
  return <OverlayContext value={overlay}>{children}</OverlayContext>;
}

function useOverlay(): Overlay {
  const overlay = useContext(OverlayContext);
  if (!overlay) throw new Error("A trigger and its content need the root of a menu or popover around them");
  return overlay;
}

export interface OverlayTriggerProps extends Omit<ComponentProps<"button">, "onClick" | "onKeyDown" | "id"> {
  /** The child is the button. */
  asChild?: boolean;
}

interface OverlayKind {
  kind: "menu" | "dialog";
  parts: LazyParts<unknown>;
}

/** The button. Coming near it fetches what it opens. */
export function OverlayTrigger({ kind, parts, asChild, ...props }: OverlayTriggerProps & OverlayKind) {
  const { open, setOpen, trigger, triggerId, contentId, byPointer } = useOverlay();
  const Element = asChild ? Slot : "button";
  const hint = () => void parts.load().catch(() => {});
  return (
    <Element
      {...(asChild ? {} : { type: "button" as const })}
      ref={trigger as RefObject<HTMLButtonElement | null>}
      id={triggerId}
      aria-haspopup={kind}
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      data-state={open ? "open" : "closed"}
      onPointerEnter={hint}
      onFocus={hint}
      onClick={(event) => {
        // A key that presses a button makes a click without a count.
        byPointer.current = event.detail > 0;
        setOpen(!open);
      }}
      onKeyDown={(event) => {
        if (kind !== "menu" || event.key !== "ArrowDown") return;
        event.preventDefault();
        setOpen(true);
      }}
      {...props}
    />
  );
}

/**
 * The parts once this overlay has been opened and they are here. Until then Escape takes the opening back; if they can't
 * be fetched, a toast says so.
 */
export function useOverlayParts<Parts>(parts: LazyParts<Parts>): [Parts | null, Overlay] {
  const t = useTranslations("common");
  const overlay = useOverlay();
  const here = useParts(parts, overlay.open, () => {
    overlay.setOpen(false);
    toast({ title: t("failure.title"), tone: "danger" });
  });
  const close = useRef(overlay.setOpen);
  close.current = overlay.setOpen;
  const isOnItsWay = overlay.open && !here;
  useEffect(() => {
    if (!isOnItsWay) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close.current(false);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [isOnItsWay]);
  return [here, overlay];
}
