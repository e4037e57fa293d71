"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { FormSection } from "@/components/ui/form-section";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Role } from "@/db/schema";
import type { SsoMapping } from "@/lib/domain/workspaces/views";
import { deleteSsoMappingAction, saveSsoMappingAction } from "../../actions";

const roleOrder: Role[] = ["admin", "manager", "agent", "user"];

export function MappingList({ workspace, mappings }: { workspace: string; mappings: readonly SsoMapping[] }) {
  const t = useTranslations("settings.signIn");
  return (
    <FormSection title={t("title")} description={t("text")}>
      {mappings.length === 0 ? (
        <p className="px-4 py-4 text-muted text-sm">{t("empty")}</p>
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-border">
          {mappings.map((mapping) => (
            <MappingRow key={mapping.id} workspace={workspace} mapping={mapping} />
          ))}
        </ul>
      )}
      <NewMapping workspace={workspace} />
    </FormSection>
  );
}

function MappingRow({ workspace, mapping }: { workspace: string; mapping: SsoMapping }) {
  const t = useTranslations("settings.signIn");
  const roles = useTranslations("workspaces.roles");
  const words = useProblemWords();
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function remove() {
    startTransition(async () => {
      const result = await deleteSsoMappingAction(workspace, { mappingId: mapping.id });
      if (!result.ok) toast({ title: words(result.error), tone: "danger" });
      router.refresh();
    });
  }

  return (
    <li className="flex items-center gap-4 px-4 py-2.5">
      <code className="min-w-0 flex-1 truncate text-sm">{mapping.claimValue}</code>
      <span className="text-muted text-sm">{roles(`${mapping.role}.name`)}</span>
      <IconButton
        label={t("delete", { value: mapping.claimValue })}
        size="sm"
        disabled={pending}
        onClick={remove}
      >
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}

function NewMapping({ workspace }: { workspace: string }) {
  const t = useTranslations("settings.signIn");
  const roles = useTranslations("workspaces.roles");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const save = useAction(saveSsoMappingAction.bind(null, workspace), ["claimValue"]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const claimValue = String(data.get("claimValue"));
    if (!(await save.run({ claimValue, role: String(data.get("role")) as Role }))) return;
    form.current?.reset();
    router.refresh();
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-3 px-4 py-4">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start">
        <Field label={t("value")} error={save.fieldProblem("claimValue")} className="flex-1" required>
          {(control) => <Input {...control} name="claimValue" maxLength={200} autoComplete="off" />}
        </Field>
        <Field label={t("role")}>
          {(control) => (
            <Select
              {...control}
              name="role"
              className="sm:w-40"
              defaultValue="agent"
              options={roleOrder.map((role) => ({ value: role, label: roles(`${role}.name`) }))}
            />
          )}
        </Field>
        <Button type="submit" className="sm:mt-6" pending={save.pending}>
          {t("add")}
        </Button>
      </div>
      <FormProblem>{save.problem}</FormProblem>
    </form>
  );
}
