import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { listMembers } from "@/lib/domain/workspaces/queries/list-members";
import { listTeams } from "@/lib/domain/workspaces/queries/list-teams";
import { PeoplePresence } from "@/lib/realtime/people-presence";
import { RefreshOnNews } from "../_components/refresh-on-news";
import { TakingTickets } from "./_components/taking-tickets";
import { TeamDialog } from "./_components/team-dialog";
import { TeamList } from "./_components/team-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.teams") };
}

export default async function TeamsPage({ params }: Props) {
  const { workspace } = await params;
  const [{ permissions }, teams, members, t] = await Promise.all([
    load(getWorkspaceShell, workspace, {}),
    load(listTeams, workspace, {}),
    load(listMembers, workspace, {}),
    getTranslations("settings"),
  ]);
  const manages = permissions.includes("team:manage");
  const handlers = members.filter(({ role }) => role !== "user");
  return (
    <PeoplePresence>
      <RefreshOnNews tickets={manages} />
      <PageHeader
        title={t("pages.teams")}
        description={t("teams.description")}
        actions={manages ? <TeamDialog workspace={workspace} handlers={handlers} /> : null}
      />
      <TeamList workspace={workspace} teams={teams} handlers={handlers} manages={manages} />
      {manages ? <TakingTickets workspace={workspace} handlers={handlers} /> : null}
    </PeoplePresence>
  );
}
