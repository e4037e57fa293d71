"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { requestEmailChangeAction } from "../actions";
import { FormDialog } from "./form-dialog";
import { type Proof, proofOf } from "./proof-fields";

export function ChangeEmail({ proof }: { proof: Proof }) {
  const t = useTranslations("account");
  const text = useErrorText();
  const router = useRouter();
  return (
    <FormDialog
      trigger={t("profile.change")}
      title={t("profile.changeEmailTitle")}
      description={t("profile.changeEmailText")}
      submitLabel={t("profile.send")}
      proof={proof}
      fields={["email"]}
      send={({ email = "", ...texts }) => requestEmailChangeAction({ email, ...proofOf(texts) })}
      done={({ mail }, { email = "" }) => {
        toast(
          mail === "sent"
            ? { title: t("profile.emailSent", { email }), tone: "success" }
            : { title: t("profile.emailFailed"), tone: "danger" },
        );
        router.refresh();
      }}
    >
      {(error) => (
        <Field label={t("profile.newEmail")} error={text.field(error, "email")}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="email" />}
        </Field>
      )}
    </FormDialog>
  );
}
