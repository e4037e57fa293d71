"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Inbox, Team } from "@/lib/domain/workspaces/views";
import { EditDialog } from "../../_components/edit-dialog";
import { createInboxAction, updateInboxAction } from "../../actions";

const everybody = "everybody";
const fields = ["name", "publicKey", "greeting", "allowedOrigins", "teamId"];

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
  return (
    <EditDialog
      create={t("create")}
      edit={inbox ? t("editOf", { name: inbox.name }) : null}
      fields={fields}
      read={read}
      send={(given) =>
        inbox
          ? updateInboxAction(workspace, { inboxId: inbox.id, ...given })
          : createInboxAction(workspace, given)
      }
    >
      {(problemOf) => (
        <>
          <Field label={t("name")} hint={t("nameHint")} error={problemOf("name")} required>
            {(control) => <Input {...control} name="name" defaultValue={inbox?.name} maxLength={80} />}
          </Field>
          <Field
            label={t("key")}
            hint={inbox ? t("keyHintChange") : t("keyHint")}
            error={problemOf("publicKey")}
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
          <Field label={t("greeting")} hint={t("greetingHint")} error={problemOf("greeting")} optional>
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
          <Field label={t("team")} error={problemOf("teamId")}>
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
          <Field label={t("sites")} hint={t("sitesHint")} error={problemOf("allowedOrigins")} optional>
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
            name="requireIdentity"
            defaultChecked={inbox?.requireIdentity}
            label={t("identity")}
            hint={t("identityHint")}
          />
        </>
      )}
    </EditDialog>
  );
}

function read(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    name: text("name"),
    publicKey: text("publicKey").trim() || undefined,
    greeting: text("greeting"),
    allowedOrigins: text("allowedOrigins").split(/\s+/).filter(Boolean),
    requireIdentity: form.has("requireIdentity"),
    teamId: text("teamId") === everybody ? null : text("teamId"),
  };
}
