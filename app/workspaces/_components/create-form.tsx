"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import { TimeZoneInput } from "@/components/workspaces/time-zone-input";
import { maxSlug, slugFrom } from "@/lib/domain/workspaces/slug";
import { createWorkspaceAction } from "../actions";

export function CreateForm({ timeZone, timeZones }: { timeZone: string; timeZones: readonly string[] }) {
  const t = useTranslations("workspaces.create");
  const router = useRouter();
  const [name, setName] = useState("");
  /** Null while the address follows the name. */
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const create = useAction(createWorkspaceAction, ["name", "slug", "timeZone"]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const made = await create.run({
      name,
      slug: String(form.get("slug")) || undefined,
      timeZone: String(form.get("timeZone")),
    });
    if (made) router.push(`/w/${made.slug}/settings/general`);
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("name")} hint={t("nameHint")} error={create.fieldProblem("name")} required>
        {(control) => (
          <Input
            {...control}
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={80}
            autoComplete="organization"
          />
        )}
      </Field>
      <Field label={t("slug")} hint={t("slugHint")} error={create.fieldProblem("slug")} required>
        {(control) => (
          <Input
            {...control}
            name="slug"
            value={ownSlug ?? slugFrom(name)}
            onChange={(event) => setOwnSlug(event.target.value)}
            maxLength={maxSlug}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t("timeZone")} error={create.fieldProblem("timeZone")} required>
        {(control) => <TimeZoneInput control={control} timeZones={timeZones} defaultValue={timeZone} />}
      </Field>
      <FormProblem>{create.problem}</FormProblem>
      <Button type="submit" variant="primary" size="lg" pending={create.pending}>
        {t("submit")}
      </Button>
    </form>
  );
}
