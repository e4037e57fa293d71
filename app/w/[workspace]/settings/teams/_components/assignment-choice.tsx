"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import type { AssignmentMode } from "@/lib/domain/tasks/assignment-rules";

const modes = ["by_hand", "round_robin", "least_loaded"] as const satisfies readonly AssignmentMode[];

/** How the team's new tickets find who answers them; the field `assignmentMode` of a form. */
export function AssignmentChoice({ value }: { value: AssignmentMode }) {
  const t = useTranslations("settings.assignment");
  const titleId = useId();
  return (
    <div className="flex flex-col gap-2.5">
      <p id={titleId} className="font-medium text-sm">
        {t("title")}
      </p>
      <RadioGroup name="assignmentMode" defaultValue={value} aria-labelledby={titleId}>
        {modes.map((mode) => (
          <Radio key={mode} value={mode} label={t(`${mode}.name`)} hint={t(`${mode}.hint`)} />
        ))}
      </RadioGroup>
    </div>
  );
}
