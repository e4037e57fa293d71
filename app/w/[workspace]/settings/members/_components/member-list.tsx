"use client";

import { useTranslations } from "next-intl";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Role } from "@/db/schema";
import type { Member } from "@/lib/domain/workspaces/views";
import { MemberRow } from "./member-row";

export function MemberList({
  workspace,
  ownRole,
  members,
}: {
  workspace: string;
  ownRole: Role;
  members: readonly Member[];
}) {
  const t = useTranslations("settings.members");
  return (
    <div className="overflow-hidden rounded-xl border border-border">
      <Table aria-label={t("list", { count: members.length })}>
        <TableHead>
          <TableRow>
            <TableHeader>{t("columns.person")}</TableHeader>
            <TableHeader>{t("columns.role")}</TableHeader>
            <TableHeader className="max-lg:hidden">{t("columns.teams")}</TableHeader>
            <TableHeader className="min-w-24 whitespace-normal leading-tight">
              {t("columns.available")}
            </TableHeader>
            <TableHeader>
              <span className="sr-only">{t("columns.actions")}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <MemberRow key={member.id} workspace={workspace} ownRole={ownRole} member={member} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
