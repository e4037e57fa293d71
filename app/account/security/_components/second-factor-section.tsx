"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { toast } from "@/components/ui/toast";
import { FormDialog } from "../../_components/form-dialog";
import { type Proof, proofOf } from "../../_components/proof-fields";
import { disableTotpAction, renewRecoveryCodesAction, startTotpAction } from "../../actions";
import { ConfirmTotp } from "./confirm-totp";
import { RecoveryCodes } from "./recovery-codes";

export function SecondFactorSection({ proof, codesLeft }: { proof: Proof; codesLeft: number }) {
  const t = useTranslations("account");
  const router = useRouter();
  const [started, setStarted] = useState<{ secret: string; qrCode: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <FormSection title={t("security.totpTitle")} description={t("security.totpText")}>
      <SettingsRow
        label={
          <Badge tone={proof.totpEnabled ? "success" : "neutral"}>
            {t(proof.totpEnabled ? "security.totpOn" : "security.totpOff")}
          </Badge>
        }
      >
        {proof.totpEnabled ? (
          <FormDialog
            trigger={t("security.totpDisable")}
            title={t("security.totpTitle")}
            submitLabel={t("security.totpDisable")}
            submitVariant="danger"
            proof={proof}
            send={(texts) => disableTotpAction(proofOf(texts))}
            done={() => {
              toast({ title: t("security.totpGone"), tone: "success" });
              router.refresh();
            }}
          />
        ) : (
          <FormDialog
            trigger={t("security.totpEnable")}
            title={t("security.totpTitle")}
            description={t("security.totpText")}
            submitLabel={t("confirm")}
            proof={proof}
            send={(texts) => startTotpAction(proofOf(texts))}
            done={setStarted}
          />
        )}
      </SettingsRow>
      {proof.totpEnabled ? (
        <SettingsRow label={t("security.recovery")} hint={t("security.recoveryLeft", { count: codesLeft })}>
          <FormDialog
            trigger={t("security.recoveryRenew")}
            title={t("security.recoveryRenew")}
            submitLabel={t("security.recoveryRenew")}
            proof={proof}
            send={(texts) => renewRecoveryCodesAction(proofOf(texts))}
            done={(made) => {
              setCodes(made.codes);
              router.refresh();
            }}
          />
        </SettingsRow>
      ) : null}
      {started ? (
        <ConfirmTotp
          {...started}
          close={() => setStarted(null)}
          done={(made) => {
            setStarted(null);
            setCodes(made);
            router.refresh();
          }}
        />
      ) : null}
      {codes ? <RecoveryCodes codes={codes} close={() => setCodes(null)} /> : null}
    </FormSection>
  );
}
