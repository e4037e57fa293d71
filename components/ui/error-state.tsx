"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

export interface ErrorStateProps {
  title?: ReactNode;
  text?: ReactNode;
  onRetry?: () => void;
  className?: string;
}

/** What failed, what is safe, and one button. */
export function ErrorState({ title, text, onRetry, className }: ErrorStateProps) {
  const t = useTranslations("common");
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={TriangleAlert}
        title={title ?? t("failure.title")}
        text={text ?? t("failure.text")}
        action={
          onRetry ? (
            <Button onClick={onRetry}>
              <RotateCw aria-hidden />
              {t("actions.retry")}
            </Button>
          ) : null
        }
      />
    </div>
  );
}
