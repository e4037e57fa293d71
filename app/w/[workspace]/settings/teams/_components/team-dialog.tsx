"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Result } from "@/lib/core/result";
import type { Member, Team } from "@/lib/domain/workspaces/views";
import { EditDialog } from "../../_components/edit-dialog";
import { createTeamAction, renameTeamAction, setTeamMembersAction } from "../../actions";

/** Makes a team, or changes the one given: its name and who is in it. */
export function TeamDialog({
  workspace,
  handlers,
  team,
}: {
  workspace: string;
  handlers: readonly Member[];
  team?: Team;
}) {
  const t = useTranslations("settings.teams");
  return (
    <EditDialog
      create={t("create")}
      edit={team ? t("editOf", { name: team.name }) : null}
      fields={["name"]}
      read={(form) => ({ name: String(form.get("name")), userIds: form.getAll("userIds").map(String) })}
      send={(given) => saveTeam(workspace, team, given)}
    >
      {(problemOf) => (
        <>
          <Field label={t("name")} error={problemOf("name")} required>
            {(control) => (
              <Input {...control} name="name" defaultValue={team?.name} maxLength={60} autoComplete="off" />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2.5">
            <legend className="pb-1 font-medium text-sm">{t("members")}</legend>
            {handlers.map(({ id, name, avatar }) => (
              <Checkbox
                key={id}
                name="userIds"
                value={id}
                defaultChecked={team?.members.some((member) => member.id === id)}
                label={
                  <span className="inline-flex items-center gap-2">
                    <Avatar name={name} id={id} src={avatar} size={20} />
                    {name}
                  </span>
                }
              />
            ))}
          </fieldset>
        </>
      )}
    </EditDialog>
  );
}

async function saveTeam(
  workspace: string,
  team: Team | undefined,
  { name, userIds }: { name: string; userIds: string[] },
): Promise<Result<unknown>> {
  if (!team) return createTeamAction(workspace, { name, userIds });
  const renamed = await renameTeamAction(workspace, { teamId: team.id, name });
  return renamed.ok ? setTeamMembersAction(workspace, { teamId: team.id, userIds }) : renamed;
}
