"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { FormSection } from "@/components/ui/form-section";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { longestWarning, mostWarningDays } from "@/lib/domain/workspaces/limits";
import type { TicketRules } from "@/lib/domain/workspaces/views";
import { updateTicketRulesAction } from "../../actions";

const fields = [
  "closeResolvedAfterDays",
  "archiveInactiveAfterDays",
  "closeWarningDays",
  "closeWarningText",
] as const;

/** When tickets close by themselves, who is warned of it, and what then follows. */
export function TicketRulesForm({ workspace, rules }: { workspace: string; rules: TicketRules }) {
  const t = useTranslations("settings.tickets");
  const common = useTranslations("common");
  const router = useRouter();
  const [warned, setWarned] = useState<ReadonlySet<string>>(
    new Set(rules.inboxes.filter(({ warnsBeforeClosing }) => warnsBeforeClosing).map(({ id }) => id)),
  );
  const save = useAction(updateTicketRulesAction.bind(null, workspace), fields);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const saved = await save.run({
      closeResolvedAfterDays: Number(form.get("closeResolvedAfterDays")),
      archiveInactiveAfterDays: Number(form.get("archiveInactiveAfterDays")),
      closeWarningDays: Number(form.get("closeWarningDays")),
      closeWarningText: String(form.get("closeWarningText")),
      warningInboxIds: [...warned],
    });
    if (saved === null) return;
    toast({ title: common("actions.saved"), tone: "success" });
    router.refresh();
  }

  const days = (
    name: "closeResolvedAfterDays" | "archiveInactiveAfterDays" | "closeWarningDays",
    max: number,
  ) => (
    <Field label={t(`${name}.label`)} hint={t(`${name}.hint`)} error={save.fieldProblem(name)}>
      {(control) => (
        <Input
          {...control}
          name={name}
          type="number"
          min={1}
          max={max}
          required
          defaultValue={rules[name]}
          className="max-w-28"
        />
      )}
    </Field>
  );

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-8">
      <FormSection title={t("closing")}>
        <div className="flex flex-col gap-5 px-4 py-4">
          {days("closeResolvedAfterDays", 365)}
          {days("archiveInactiveAfterDays", 365)}
        </div>
      </FormSection>
      <FormSection title={t("warning")} description={t("warningText")}>
        <div className="flex flex-col gap-5 px-4 py-4">
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-2 font-medium text-sm">{t("inboxes")}</legend>
            {rules.inboxes.length === 0 ? <p className="text-muted text-sm">{t("noInboxes")}</p> : null}
            {rules.inboxes.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={warned.has(id)}
                onCheckedChange={(checked) => {
                  const next = new Set(warned);
                  if (checked === true) next.add(id);
                  else next.delete(id);
                  setWarned(next);
                }}
              />
            ))}
          </fieldset>
          {days("closeWarningDays", mostWarningDays)}
          <Field
            label={t("closeWarningText.label")}
            hint={t("closeWarningText.hint")}
            error={save.fieldProblem("closeWarningText")}
            optional
          >
            {(control) => (
              <Textarea
                {...control}
                name="closeWarningText"
                dir="auto"
                rows={3}
                maxLength={longestWarning}
                defaultValue={rules.closeWarningText}
              />
            )}
          </Field>
        </div>
      </FormSection>
      <FormSection title={t("reopening")}>
        <dl className="flex flex-col gap-3 px-4 py-4 text-sm">
          {(["before", "after", "new"] as const).map((rule) => (
            <div key={rule}>
              <dt className="font-medium">{t(`rules.${rule}.when`)}</dt>
              <dd className="text-muted">{t(`rules.${rule}.then`)}</dd>
            </div>
          ))}
        </dl>
      </FormSection>
      <FormProblem>{save.problem}</FormProblem>
      <div>
        <Button type="submit" variant="primary" pending={save.pending}>
          {common("actions.save")}
        </Button>
      </div>
    </form>
  );
}
