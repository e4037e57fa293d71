"use client";

import { useTranslations } from "next-intl";
import { AlertDialog } from "@/components/ui/alert-dialog";

export interface RemoveDialogProps {
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a message is taken back: there is no way to undo it. */
export function RemoveDialog({ onConfirm, onClose }: RemoveDialogProps) {
  const t = useTranslations("chat.remove");
  return (
    <AlertDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title")}
      description={t("text")}
      confirmLabel={t("confirm")}
      onConfirm={onConfirm}
    />
  );
}
