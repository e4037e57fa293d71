"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useAction } from "@/components/ui/use-action";
import type { Result } from "@/lib/core/result";
import type { Inbox, Team } from "@/lib/domain/workspaces/views";
import { createInboxAction, updateInboxAction } from "../../actions";

const everybody = "everybody";
const fields = ["name", "publicKey", "greeting", "allowedOrigins", "teamId"];

type Given = {
  name: string;
  publicKey?: string;
  greeting: string;
  allowedOrigins: string[];
  requireIdentity: boolean;
  teamId: string | null;
};

/** Makes an inbox, or changes the one given. */
export function InboxDialog({
  workspace,
  teams,
  inbox,
}: {
  workspace: string;
  teams: readonly Team[];
  inbox?: Inbox;
}) {
  const t = useTranslations("settings.inboxes");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [requireIdentity, setRequireIdentity] = useState(false);
  const save = useAction(
    (given: Given): Promise<Result<unknown>> =>
      inbox
        ? updateInboxAction(workspace, { inboxId: inbox.id, ...given })
        : createInboxAction(workspace, given),
    fields,
  );

  function toggle(next: boolean) {
    save.reset();
    setRequireIdentity(inbox?.requireIdentity ?? false);
    setOpen(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const saved = await save.run({
      name: text("name"),
      publicKey: text("publicKey").trim() || undefined,
      greeting: text("greeting"),
      allowedOrigins: text("allowedOrigins").split(/\s+/).filter(Boolean),
      requireIdentity,
      teamId: text("teamId") === everybody ? null : text("teamId"),
    });
    if (saved === null) return;
    toggle(false);
    router.refresh();
  }

  const formId = `inbox-${inbox?.id ?? "new"}`;
  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        {inbox ? (
          <Button size="sm" aria-label={t("editOf", { name: inbox.name })}>
            {common("actions.edit")}
          </Button>
        ) : (
          <Button variant="primary">
            <Plus aria-hidden />
            {t("create")}
          </Button>
        )}
      </DialogTrigger>
      <DialogContent
        title={inbox ? t("editOf", { name: inbox.name }) : t("create")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{common("actions.cancel")}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" pending={save.pending}>
              {inbox ? common("actions.save") : t("create")}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-5">
          <Field label={t("name")} hint={t("nameHint")} error={save.fieldProblem("name")} required>
            {(control) => <Input {...control} name="name" defaultValue={inbox?.name} maxLength={80} />}
          </Field>
          <Field
            label={t("key")}
            hint={inbox ? t("keyHintChange") : t("keyHint")}
            error={save.fieldProblem("publicKey")}
            optional={!inbox}
          >
            {(control) => (
              <Input
                {...control}
                name="publicKey"
                defaultValue={inbox?.publicKey}
                maxLength={63}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            )}
          </Field>
          <Field
            label={t("greeting")}
            hint={t("greetingHint")}
            error={save.fieldProblem("greeting")}
            optional
          >
            {(control) => (
              <Textarea
                {...control}
                name="greeting"
                defaultValue={inbox?.greeting}
                maxLength={500}
                rows={2}
              />
            )}
          </Field>
          <Field label={t("team")} error={save.fieldProblem("teamId")}>
            {(control) => (
              <Select
                {...control}
                name="teamId"
                defaultValue={inbox?.team?.id ?? everybody}
                options={[
                  { value: everybody, label: t("everybody") },
                  ...teams.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
          </Field>
          <Field
            label={t("sites")}
            hint={t("sitesHint")}
            error={save.fieldProblem("allowedOrigins")}
            optional
          >
            {(control) => (
              <Textarea
                {...control}
                name="allowedOrigins"
                defaultValue={inbox?.allowedOrigins.join("\n")}
                rows={2}
                spellCheck={false}
                className="font-mono text-xs"
              />
            )}
          </Field>
          <Checkbox
            label={t("identity")}
            hint={t("identityHint")}
            checked={requireIdentity}
            onCheckedChange={(checked) => setRequireIdentity(checked === true)}
          />
          <FormProblem>{save.problem}</FormProblem>
        </form>
      </DialogContent>
    </Dialog>
  );
}
