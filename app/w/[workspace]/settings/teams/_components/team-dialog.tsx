"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import type { Result } from "@/lib/core/result";
import type { Member, Team } from "@/lib/domain/workspaces/views";
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
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [userIds, setUserIds] = useState<readonly string[]>([]);
  const save = useAction(
    (input: { name: string; userIds: string[] }) => saveTeam(workspace, team, input),
    ["name"],
  );

  function toggle(next: boolean) {
    save.reset();
    setUserIds(team?.members.map(({ id }) => id) ?? []);
    setOpen(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    if ((await save.run({ name, userIds: [...userIds] })) === null) return;
    toggle(false);
    router.refresh();
  }

  const formId = `team-${team?.id ?? "new"}`;
  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        {team ? (
          <Button size="sm" aria-label={t("editOf", { name: team.name })}>
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
        title={team ? t("editOf", { name: team.name }) : t("create")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{common("actions.cancel")}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" pending={save.pending}>
              {team ? common("actions.save") : t("create")}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-5">
          <Field label={t("name")} error={save.fieldProblem("name")} required>
            {(control) => (
              <Input {...control} name="name" defaultValue={team?.name} maxLength={60} autoComplete="off" />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2.5">
            <legend className="pb-1 font-medium text-sm">{t("members")}</legend>
            {handlers.map(({ id, name, avatar }) => (
              <Checkbox
                key={id}
                label={
                  <span className="inline-flex items-center gap-2">
                    <Avatar name={name} id={id} src={avatar} size={20} />
                    {name}
                  </span>
                }
                checked={userIds.includes(id)}
                onCheckedChange={(checked) =>
                  setUserIds(checked ? [...userIds, id] : userIds.filter((each) => each !== id))
                }
              />
            ))}
          </fieldset>
          <FormProblem>{save.problem}</FormProblem>
        </form>
      </DialogContent>
    </Dialog>
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
