"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusalText } from "@/components/conversation/problem-text";
import { Button } from "@/components/ui/button";
import { Refused } from "@/lib/chat-client/refused";
import type { FieldProblem, PublicError } from "@/lib/core/errors";
import type { CustomerApi } from "@/lib/customer-chat/api";
import { identityOf, identityProblems } from "./identity";
import { IdentityFields, type IdentityValues } from "./identity-fields";

export interface IdentityFormProps {
  api: CustomerApi;
  initial: IdentityValues;
  onSaved: (values: IdentityValues) => void;
  onCancel: () => void;
}

/** A known customer says or corrects who they are. */
export function IdentityForm({ api, initial, onSaved, onCancel }: IdentityFormProps) {
  const t = useTranslations("customer");
  const common = useTranslations("common.actions");
  const refusalText = useRefusalText();
  const [values, setValues] = useState(initial);
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [failure, setFailure] = useState<PublicError | "unreachable" | null>(null);

  async function save() {
    const identity = identityOf(values);
    const found = identityProblems(identity, false);
    setProblems(found);
    setFailure(null);
    if (found.length > 0 || pending) return;
    setPending(true);
    try {
      await api.identify(identity);
      onSaved(values);
    } catch (error) {
      const refusal = error instanceof Refused ? error.error : null;
      if (refusal?.fields) setProblems(refusal.fields);
      else setFailure(refusal ?? "unreachable");
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-3"
    >
      <IdentityFields values={values} onChange={setValues} problems={problems} required={false} />
      {failure ? (
        <p role="alert" className="text-danger-text text-xs">
          {failure === "unreachable" ? t("unreachable.title") : refusalText(failure)}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t("identity.save")}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
