"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TableCell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Role } from "@/db/schema";
import type { Member } from "@/lib/domain/workspaces/views";
import { changeRoleAction, setAvailabilityAction } from "../../actions";
import { grantableRoles } from "./grantable-roles";
import { RemoveMember } from "./remove-member";

/** One member. What is chosen shows at once and goes back, with the reason, when the server refuses it. */
export function MemberRow({
  workspace,
  ownRole,
  member,
}: {
  workspace: string;
  ownRole: Role;
  member: Member;
}) {
  const t = useTranslations("settings.members");
  const roles = useTranslations("workspaces.roles");
  const words = useProblemWords();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(member, (now, change: Partial<Member>) => ({ ...now, ...change }));
  const { id: userId, name, email } = member;

  function changeRole(role: Role) {
    startTransition(async () => {
      show({ role });
      const result = await changeRoleAction(workspace, { userId, role });
      if (!result.ok) toast({ title: t("notChanged", { name }), text: words(result.error), tone: "danger" });
      else if (result.data.released > 0)
        toast({ title: t("released", { name, count: result.data.released }) });
      router.refresh();
    });
  }

  function setAvailable(available: boolean) {
    startTransition(async () => {
      show({ available });
      const result = await setAvailabilityAction(workspace, { userId, available });
      if (!result.ok) toast({ title: t("notChanged", { name }), text: words(result.error), tone: "danger" });
      router.refresh();
    });
  }

  const handles = shown.role !== "user";
  const teams = member.teams.map((team) => (
    <Badge key={team.id} className="max-w-40">
      <span className="truncate">{team.name}</span>
    </Badge>
  ));
  return (
    <TableRow>
      <TableCell className="min-w-48">
        <div className="flex items-center gap-2.5">
          <Avatar name={name} id={userId} src={member.avatar} size={32} />
          <div className="min-w-0 max-w-56">
            <p dir="auto" title={name} className="truncate font-medium text-text">
              {name}
              {member.isSelf ? <span className="font-normal text-subtle"> {t("you")}</span> : null}
            </p>
            {email ? <p className="truncate text-subtle text-xs">{email}</p> : null}
            {teams.length > 0 ? <div className="mt-1 flex flex-wrap gap-1 lg:hidden">{teams}</div> : null}
          </div>
        </div>
      </TableCell>
      <TableCell>
        {member.manageable ? (
          <Select
            size="sm"
            className="w-40"
            aria-label={t("roleOf", { name })}
            value={shown.role}
            onValueChange={changeRole}
            options={grantableRoles(ownRole).map((role) => ({ value: role, label: roles(`${role}.name`) }))}
          />
        ) : (
          roles(`${shown.role}.name`)
        )}
      </TableCell>
      <TableCell className="max-lg:hidden">
        <div className="flex flex-wrap gap-1">{teams}</div>
      </TableCell>
      <TableCell>
        {handles ? (
          <Switch
            aria-label={t("availableOf", { name })}
            checked={shown.available}
            disabled={!member.manageable && !member.isSelf}
            onCheckedChange={setAvailable}
          />
        ) : null}
      </TableCell>
      <TableCell className="text-right">
        {member.manageable && !member.isSelf ? <RemoveMember workspace={workspace} member={member} /> : null}
      </TableCell>
    </TableRow>
  );
}
