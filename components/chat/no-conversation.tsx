"use client";

import type { ReactNode } from "react";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { Button } from "@/components/ui/button";
import { EmptyState, type EmptyStateProps } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import type { PublicError } from "@/lib/core/errors";
import { ThreadSkeleton } from "./thread-skeleton";

type Told = Pick<EmptyStateProps, "icon" | "title" | "text">;

export interface NoConversationProps {
  /** The address names one. */
  chosen: boolean;
  /** Why it isn't here; null as long as it is on its way. */
  error: PublicError | null;
  texts: { none: Told; gone: Told; back: string; failed: string };
  listHref: string;
  onBack: () => void;
  onRetry: () => void;
}

/** In place of a conversation: none chosen, on its way, out of sight, or failed. */
export function NoConversation(props: NoConversationProps) {
  const { chosen, error, texts, listHref, onBack, onRetry } = props;
  if (!chosen) return <EmptyState {...texts.none} className="m-auto" />;
  let state: ReactNode = <ThreadSkeleton />;
  if (error?.code === "NOT_FOUND" || error?.code === "INVALID") {
    state = (
      <EmptyState
        {...texts.gone}
        action={<Button onClick={onBack}>{texts.back}</Button>}
        className="m-auto"
      />
    );
  } else if (error) {
    state = <ErrorState title={texts.failed} onRetry={onRetry} className="m-auto" />;
  }
  return (
    <>
      <ZoneHeader className="md:hidden">
        <BackToList href={listHref} />
      </ZoneHeader>
      {state}
    </>
  );
}
