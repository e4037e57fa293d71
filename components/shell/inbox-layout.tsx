"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { ContextPanel, ContextPanelProvider } from "./context-panel";
import { ResizeHandle } from "./resize-handle";

export interface InboxLayoutProps {
  /** What the page is, for those who hear it. */
  heading: string;
  list: ReactNode;
  /** The conversation, or what stands in its place when none is chosen. */
  children: ReactNode;
  /** About the customer and the ticket; absent while no conversation is chosen. */
  context?: ReactNode;
  /** A conversation is chosen: under 900 px it takes the place of the list. */
  threadOpen: boolean;
  /** From `readInboxLayout()`. */
  settings: { listWidth: number; contextPanel: boolean };
}

/** List · thread · context, beside the rail. Under 1280 px the context is a drawer, under 900 px list and thread are two screens. */
export function InboxLayout({ heading, list, children, context, threadOpen, settings }: InboxLayoutProps) {
  const t = useTranslations("shell");
  const frame = useRef<HTMLDivElement>(null);
  return (
    <ContextPanelProvider initiallyOpen={settings.contextPanel} available={Boolean(context)}>
      <div
        ref={frame}
        data-thread-open={threadOpen ? "" : undefined}
        style={{ "--list-width": `${settings.listWidth}px` } as CSSProperties}
        className="flex h-full min-h-0"
      >
        {/* List and thread are never both sure to be on the screen, so the page's heading belongs to neither. */}
        <h1 className="sr-only">{heading}</h1>
        <section
          id="inbox-list"
          aria-label={t("zones.list")}
          tabIndex={-1}
          data-region
          className={cn(
            "flex min-h-0 w-full min-w-0 shrink-0 flex-col bg-background outline-none md:w-(--list-width)",
            threadOpen && "max-md:hidden",
          )}
        >
          {list}
        </section>
        <ResizeHandle frame={frame} initial={settings.listWidth} controls="inbox-list" />
        <section
          aria-label={t("zones.thread")}
          tabIndex={-1}
          data-region
          className={cn(
            "flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none",
            !threadOpen && "max-md:hidden",
          )}
        >
          {children}
        </section>
        <ContextPanel>{context}</ContextPanel>
      </div>
    </ContextPanelProvider>
  );
}
