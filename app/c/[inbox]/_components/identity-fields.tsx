"use client";

import { useTranslations } from "next-intl";
import { useProblemText } from "@/components/conversation/problem-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldProblem } from "@/lib/core/errors";

export type IdentityValues = { name: string; email: string };

export interface IdentityFieldsProps {
  values: IdentityValues;
  onChange: (values: IdentityValues) => void;
  problems: readonly FieldProblem[];
  required: boolean;
}

/** Who the customer is, as far as they want to say. */
export function IdentityFields({ values, onChange, problems, required }: IdentityFieldsProps) {
  const t = useTranslations("customer.identity");
  const problemText = useProblemText();
  const problemOf = (field: keyof IdentityValues) => {
    const problem = problems.find((candidate) => candidate.field.split(".").at(-1) === field);
    return problem && problemText(problem);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("name")} required={required} optional={!required} error={problemOf("name")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            dir="auto"
            value={values.name}
            onChange={(event) => onChange({ ...values, name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t("email")}
        hint={t("emailHint")}
        required={required}
        optional={!required}
        error={problemOf("email")}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            value={values.email}
            onChange={(event) => onChange({ ...values, email: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
