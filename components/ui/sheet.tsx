"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { CloseButton, scrim } from "./dialog";
import "./style-nonce";

export const Sheet = Radix.Root;

const sides = {
  right:
    "inset-y-0 right-0 w-[min(22rem,calc(100%-2.5rem))] animate-slide-right data-[state=closed]:animate-slide-right-out",
  left: "inset-y-0 left-0 w-[min(20rem,calc(100%-2.5rem))] animate-slide-left data-[state=closed]:animate-slide-left-out",
  bottom:
    "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-2xl pb-[env(safe-area-inset-bottom)] animate-slide-up data-[state=closed]:animate-slide-up-out",
};

export interface SheetContentProps {
  title: ReactNode;
  /** Keeps the title for screen readers only, for content that brings its own heading. */
  hideTitle?: boolean;
  side?: keyof typeof sides;
  className?: string;
  children: ReactNode;
}

/** A panel that slides in over the page. */
export function SheetContent({ title, hideTitle, side = "right", className, children }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={scrim} />
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col bg-surface text-text shadow-dialog outline-none",
          sides[side],
          className,
        )}
      >
        <div className={hideTitle ? "sr-only" : "flex h-12 shrink-0 items-center pr-12 pl-4"}>
          <Radix.Title className="min-w-0 truncate font-semibold text-base">{title}</Radix.Title>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        <CloseButton className="absolute top-2.5 right-3" />
      </Radix.Content>
    </Radix.Portal>
  );
}
