"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { toast } from "@/components/ui/toast";
import { leaveForProvider } from "@/lib/auth/browser";
import type { ProviderId } from "@/lib/auth/providers";
import { FormDialog } from "../../_components/form-dialog";
import { type Proof, proofOf } from "../../_components/proof-fields";
import { startLinkingAction, unlinkProviderAction } from "../../actions";

export interface LinkedAccountsProps {
  proof: Proof;
  accounts: { id: ProviderId; name: string; identity: { label: string | null } | null }[];
}

export function LinkedAccounts({ proof, accounts }: LinkedAccountsProps) {
  const t = useTranslations("account");
  const router = useRouter();
  if (accounts.length === 0) return null;

  async function leave(provider: ProviderId, permit: string) {
    if (!(await leaveForProvider(provider, "/account/security", permit))) {
      toast({ title: t("security.linkFailed"), tone: "danger" });
    }
  }

  return (
    <FormSection title={t("security.linked")} description={t("security.linkedText")}>
      {accounts.map(({ id, name, identity }) => (
        <SettingsRow key={id} label={name} hint={identity ? identity.label : t("security.notLinked")}>
          {identity ? (
            <FormDialog
              trigger={t("security.unlink")}
              triggerLabel={t("security.unlinkNamed", { name })}
              title={t("security.unlinkNamed", { name })}
              submitLabel={t("security.unlink")}
              submitVariant="danger"
              proof={proof}
              send={(texts) => unlinkProviderAction({ provider: id, ...proofOf(texts) })}
              done={() => {
                toast({ title: t("security.unlinkDone", { name }), tone: "success" });
                router.refresh();
              }}
            />
          ) : (
            <FormDialog
              trigger={t("security.link")}
              triggerLabel={t("security.linkNamed", { name })}
              title={t("security.linkNamed", { name })}
              submitLabel={t("security.link")}
              proof={proof}
              send={(texts) => startLinkingAction({ provider: id, ...proofOf(texts) })}
              done={({ permit }) => void leave(id, permit)}
            />
          )}
        </SettingsRow>
      ))}
    </FormSection>
  );
}
