"use client";

import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form-section";
import type { Member } from "@/lib/domain/workspaces/views";
import { TakingRow } from "./taking-row";

/** Who is given new tickets automatically, what they have in hand, and up to how many they are given more. */
export function TakingTickets({ workspace, handlers }: { workspace: string; handlers: readonly Member[] }) {
  const t = useTranslations("settings.taking");
  const usual = handlers[0]?.assignment?.capacity.usual;
  if (usual === undefined) return null;
  return (
    <FormSection title={t("title")} description={t("description", { usual })}>
      <ul aria-label={t("title")} className="divide-y divide-border">
        {handlers.map((member) => (
          <TakingRow key={member.id} workspace={workspace} member={member} />
        ))}
      </ul>
    </FormSection>
  );
}
