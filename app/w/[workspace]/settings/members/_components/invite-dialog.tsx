"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { Role } from "@/db/schema";
import type { Team } from "@/lib/domain/workspaces/views";
import { inviteMemberAction } from "../../actions";
import { grantableRoles } from "./grantable-roles";

export function InviteDialog({
  workspace,
  ownRole,
  teams,
}: {
  workspace: string;
  ownRole: Role;
  teams: readonly Team[];
}) {
  const t = useTranslations("settings.invite");
  const roles = useTranslations("workspaces.roles");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>("agent");
  const [teamIds, setTeamIds] = useState<readonly string[]>([]);
  const invite = useAction(inviteMemberAction.bind(null, workspace), ["email"]);

  function toggle(next: boolean) {
    invite.reset();
    setRole("agent");
    setTeamIds([]);
    setOpen(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    const sent = await invite.run({ email, role, teamIds: role === "user" ? [] : [...teamIds] });
    if (!sent) return;
    toggle(false);
    if (sent.mailed) toast({ title: t("sent", { email }), tone: "success" });
    else toast({ title: t("notMailed"), text: t("notMailedText"), tone: "danger" });
    router.refresh();
  }

  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("open")}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={t("title")}
        description={t("text")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{common("actions.cancel")}</Button>
            </DialogClose>
            <Button type="submit" form="invite-member" variant="primary" pending={invite.pending}>
              {t("send")}
            </Button>
          </>
        }
      >
        <form id="invite-member" onSubmit={submit} noValidate className="flex flex-col gap-5">
          <Field label={t("email")} error={invite.fieldProblem("email")} required>
            {(control) => (
              <Input {...control} name="email" type="email" inputMode="email" autoComplete="off" />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1 font-medium text-sm">{t("role")}</legend>
            <RadioGroup value={role} onValueChange={(value) => setRole(value as Role)}>
              {grantableRoles(ownRole).map((each) => (
                <Radio key={each} value={each} label={roles(`${each}.name`)} hint={roles(`${each}.hint`)} />
              ))}
            </RadioGroup>
          </fieldset>
          {role !== "user" && teams.length > 0 ? (
            <fieldset className="flex flex-col gap-2">
              <legend className="pb-1 font-medium text-sm">{t("teams")}</legend>
              {teams.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={teamIds.includes(id)}
                  onCheckedChange={(checked) =>
                    setTeamIds(checked ? [...teamIds, id] : teamIds.filter((each) => each !== id))
                  }
                />
              ))}
            </fieldset>
          ) : null}
          <FormProblem>{invite.problem}</FormProblem>
        </form>
      </DialogContent>
    </Dialog>
  );
}
