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
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { TimeZoneInput } from "@/components/workspaces/time-zone-input";
import { mostInHand } from "@/lib/domain/workspaces/limits";
import type { WorkspaceSettings } from "@/lib/domain/workspaces/views";
import { updateWorkspaceAction } from "../../actions";

const fields = ["name", "timeZone", "assignmentCapacity"] as const;

export function GeneralForm({
  settings,
  timeZones,
}: {
  settings: WorkspaceSettings;
  timeZones: readonly string[];
}) {
  const t = useTranslations("settings.general");
  const common = useTranslations("common");
  const router = useRouter();
  const [seesAll, setSeesAll] = useState(settings.agentsSeeAllTickets);
  const save = useAction(updateWorkspaceAction.bind(null, settings.slug), fields);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const saved = await save.run({
      name: String(form.get("name")),
      timeZone: String(form.get("timeZone")),
      agentsSeeAllTickets: seesAll,
      assignmentCapacity: Number(form.get("assignmentCapacity")),
    });
    if (saved === null) return;
    toast({ title: common("actions.saved"), tone: "success" });
    router.refresh();
  }

  return (
    <form onSubmit={submit} noValidate>
      <FormSection title={t("title")}>
        <div className="flex flex-col gap-5 px-4 py-4">
          <Field label={t("name")} error={save.fieldProblem("name")} required>
            {(control) => <Input {...control} name="name" defaultValue={settings.name} maxLength={80} />}
          </Field>
          <Field
            label={t("timeZone")}
            hint={t("timeZoneHint")}
            error={save.fieldProblem("timeZone")}
            required
          >
            {(control) => (
              <TimeZoneInput control={control} timeZones={timeZones} defaultValue={settings.timeZone} />
            )}
          </Field>
          <Checkbox
            label={t("seesAll.label")}
            hint={t("seesAll.hint")}
            checked={seesAll}
            onCheckedChange={(checked) => setSeesAll(checked === true)}
          />
          <Field
            label={t("assignmentCapacity.label")}
            hint={t("assignmentCapacity.hint")}
            error={save.fieldProblem("assignmentCapacity")}
          >
            {(control) => (
              <Input
                {...control}
                name="assignmentCapacity"
                type="number"
                min={1}
                max={mostInHand}
                required
                defaultValue={settings.assignmentCapacity}
                className="max-w-28"
              />
            )}
          </Field>
          <FormProblem>{save.problem}</FormProblem>
          <div>
            <Button type="submit" variant="primary" pending={save.pending}>
              {common("actions.save")}
            </Button>
          </div>
        </div>
      </FormSection>
    </form>
  );
}
