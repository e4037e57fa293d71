import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { listInvitations } from "@/lib/domain/workspaces/queries/list-invitations";
import { listMembers } from "@/lib/domain/workspaces/queries/list-members";
import { listTeams } from "@/lib/domain/workspaces/queries/list-teams";
import { RefreshOnNews } from "../_components/refresh-on-news";
import { InvitationList } from "./_components/invitation-list";
import { InviteDialog } from "./_components/invite-dialog";
import { LeaveSection } from "./_components/leave-section";
import { MemberList } from "./_components/member-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.members") };
}

export default async function MembersPage({ params }: Props) {
  const { workspace } = await params;
  const [shell, members, t] = await Promise.all([
    load(getWorkspaceShell, workspace, {}),
    load(listMembers, workspace, {}),
    getTranslations("settings"),
  ]);
  const manages = shell.permissions.includes("member:manage");
  const [invitations, teams] = manages
    ? await Promise.all([load(listInvitations, workspace, {}), load(listTeams, workspace, {})])
    : [[], []];
  return (
    <>
      <RefreshOnNews />
      <PageHeader
        title={t("pages.members")}
        description={t("members.description")}
        actions={manages ? <InviteDialog workspace={workspace} ownRole={shell.role} teams={teams} /> : null}
      />
      <MemberList workspace={workspace} ownRole={shell.role} members={members} />
      {manages ? <InvitationList workspace={workspace} invitations={invitations} /> : null}
      <LeaveSection workspace={workspace} name={shell.workspace.name} />
    </>
  );
}
