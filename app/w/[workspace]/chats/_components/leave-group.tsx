"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { Participant } from "@/lib/domain/chats/views";

export interface LeaveGroupProps {
  others: readonly Participant[];
  iOwn: boolean;
  onLeave: () => Promise<void>;
  onClose: () => void;
}

/** Asks before leaving, since one can't come back by oneself, and says who owns the group then. */
export function LeaveGroup({ others, iOwn, onLeave, onClose }: LeaveGroupProps) {
  const t = useTranslations("chats.leave");
  const [pending, setPending] = useState(false);
  const heir = iOwn && !others.some(({ chatRole }) => chatRole === "owner") ? others[0] : undefined;
  const text =
    others.length === 0 ? t("textLast") : heir ? t("textOwner", { name: heir.user.name }) : t("text");
  return (
    <AlertDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title")}
      description={text}
      confirmLabel={t("confirm")}
      pending={pending}
      onConfirm={async () => {
        setPending(true);
        await onLeave();
        onClose();
      }}
    />
  );
}
