"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { scrim } from "./dialog";
import "./style-nonce";

export interface AlertDialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  /** What will be gone and what will stay. */
  description: ReactNode;
  /** Names the deed: "Delete workspace", not "OK". */
  confirmLabel: ReactNode;
  tone?: "danger" | "primary";
  /** Keeps the dialog open and its button busy; close it yourself when the work has succeeded. */
  pending?: boolean;
  onConfirm: () => void;
}

/** Asks before something that can't be undone. Everything else happens at once and offers undo. */
export function AlertDialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  confirmLabel,
  tone = "danger",
  pending,
  onConfirm,
}: AlertDialogProps) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content className="fixed inset-x-0 top-[18dvh] z-50 mx-auto w-[calc(100%-2rem)] max-w-md animate-pop-in rounded-xl bg-raised p-5 text-text shadow-dialog outline-none data-[state=closed]:animate-pop-out">
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Description className="mt-1 text-muted text-sm">{description}</Radix.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("actions.cancel")}</Button>
            </Radix.Cancel>
            <Button variant={tone} pending={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
