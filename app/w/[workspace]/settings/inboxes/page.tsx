import { MessageCircle } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { listInboxes } from "@/lib/domain/workspaces/queries/list-inboxes";
import { listTeams } from "@/lib/domain/workspaces/queries/list-teams";
import { env } from "@/lib/env";
import { InboxCard } from "./_components/inbox-card";
import { InboxDialog } from "./_components/inbox-dialog";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.inboxes") };
}

export default async function InboxesPage({ params }: Props) {
  const { workspace } = await params;
  const [inboxes, teams, t] = await Promise.all([
    load(listInboxes, workspace, {}),
    load(listTeams, workspace, {}),
    getTranslations("settings"),
  ]);
  return (
    <>
      <PageHeader
        title={t("pages.inboxes")}
        description={t("inboxes.description")}
        actions={<InboxDialog workspace={workspace} teams={teams} />}
      />
      {inboxes.length === 0 ? (
        <EmptyState
          as="h2"
          icon={MessageCircle}
          title={t("inboxes.emptyTitle")}
          text={t("inboxes.emptyText")}
        />
      ) : (
        inboxes.map((inbox) => (
          <InboxCard
            key={inbox.id}
            workspace={workspace}
            inbox={inbox}
            teams={teams}
            origin={new URL(env().FLOWRA_URL).origin}
          />
        ))
      )}
    </>
  );
}
