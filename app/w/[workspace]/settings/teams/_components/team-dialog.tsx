"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Result } from "@/lib/core/result";
import type { AssignmentMode } from "@/lib/domain/tasks/assignment-rules";
import type { Member, Team } from "@/lib/domain/workspaces/views";
import { EditDialog } from "../../_components/edit-dialog";
import {
  createTeamAction,
  renameTeamAction,
  setAssignmentModeAction,
  setTeamMembersAction,
} from "../../actions";
import { AssignmentChoice } from "./assignment-choice";

/** Makes a team, or changes the one given: its name, who is in it, and how its new tickets find them. */
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
      read={(form) => ({
        name: String(form.get("name")),
        userIds: form.getAll("userIds").map(String),
        assignmentMode: String(form.get("assignmentMode")) as AssignmentMode,
      })}
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
          <AssignmentChoice value={team?.assignmentMode ?? "by_hand"} />
        </>
      )}
    </EditDialog>
  );
}

async function saveTeam(
  workspace: string,
  team: Team | undefined,
  { name, userIds, assignmentMode }: { name: string; userIds: string[]; assignmentMode: AssignmentMode },
): Promise<Result<unknown>> {
  if (!team) return createTeamAction(workspace, { name, userIds, assignmentMode });
  const teamId = team.id;
  const renamed = await renameTeamAction(workspace, { teamId, name });
  if (!renamed.ok) return renamed;
  // Who is in the team is known before its tickets are handed out.
  const filled = await setTeamMembersAction(workspace, { teamId, userIds });
  return filled.ok ? setAssignmentModeAction(workspace, { teamId, assignmentMode }) : filled;
}
