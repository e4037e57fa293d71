import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { getTicketRules } from "@/lib/domain/workspaces/queries/get-ticket-rules";
import { TicketRulesForm } from "./_components/ticket-rules-form";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.tickets") };
}

export default async function TicketRulesPage({ params }: Props) {
  const { workspace } = await params;
  const [rules, t] = await Promise.all([load(getTicketRules, workspace, {}), getTranslations("settings")]);
  return (
    <>
      <PageHeader title={t("pages.tickets")} description={t("tickets.description")} />
      <TicketRulesForm workspace={workspace} rules={rules} />
    </>
  );
}
