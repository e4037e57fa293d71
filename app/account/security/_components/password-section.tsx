"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import type { Result } from "@/lib/core/result";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { FormDialog } from "../../_components/form-dialog";
import { type Proof, proofOf } from "../../_components/proof-fields";
import { changePasswordAction } from "../../actions";

export function PasswordSection({ proof }: { proof: Proof }) {
  const t = useTranslations("account");
  const text = useErrorText();
  const router = useRouter();
  const label = t(proof.hasPassword ? "security.changePassword" : "security.setPassword");
  return (
    <FormSection title={t("security.passwordTitle")}>
      <SettingsRow label={t(proof.hasPassword ? "security.passwordSet" : "security.passwordNone")}>
        <FormDialog
          trigger={label}
          title={label}
          submitLabel={label}
          proof={proof}
          fields={["newPassword"]}
          send={change}
          done={() => {
            toast({ title: t("security.passwordChanged"), tone: "success" });
            router.refresh();
          }}
        >
          {(error) => (
            <Field
              label={t("security.newPassword")}
              hint={t("security.newPasswordHint")}
              error={text.field(error, "newPassword")}
            >
              {(control) => <PasswordInput {...control} name="newPassword" autoComplete="new-password" />}
            </Field>
          )}
        </FormDialog>
      </SettingsRow>
    </FormSection>
  );
}

const change = ({ newPassword = "", ...texts }: Record<string, string>): Promise<Result<void>> =>
  changePasswordAction({ newPassword, ...proofOf(texts) });
