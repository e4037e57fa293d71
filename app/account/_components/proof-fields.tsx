"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import type { PublicError } from "@/lib/core/errors";
import { useErrorText } from "@/lib/i18n/use-error-text";

/** What of these a person has decides what they are asked for before they change how they sign in. */
export interface Proof {
  hasPassword: boolean;
  totpEnabled: boolean;
}

export const proofFields = ["password", "code"] as const;

/** Asks for the password or a code, whichever the person has and prefers; nothing when they have neither. */
export function ProofFields({ proof, error }: { proof: Proof; error: PublicError | null }) {
  const t = useTranslations("account");
  const text = useErrorText();
  const [byCode, setByCode] = useState(!proof.hasPassword);
  if (!proof.hasPassword && !proof.totpEnabled) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      {byCode ? (
        <Field label={t("code")} error={text.field(error, "code")} className="w-full">
          {(control) => <Input {...control} name="code" autoComplete="one-time-code" spellCheck={false} />}
        </Field>
      ) : (
        <Field label={t("proof.password")} error={text.field(error, "password")} className="w-full">
          {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
        </Field>
      )}
      {proof.hasPassword && proof.totpEnabled ? (
        <Button variant="link" onClick={() => setByCode(!byCode)}>
          {t(byCode ? "proof.usePassword" : "proof.useCode")}
        </Button>
      ) : null}
    </div>
  );
}

/** The proof out of a form's texts. */
export const proofOf = ({ password, code }: Record<string, string>) => ({
  ...(password ? { password } : {}),
  ...(code ? { code } : {}),
});
