import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { FirstRunChecklist } from "@/components/workspaces/first-run-checklist";
import { load } from "@/lib/core/load";
import { getFirstRunChecklist } from "@/lib/domain/workspaces/queries/get-first-run-checklist";
import { getSettings } from "@/lib/domain/workspaces/queries/get-settings";
import { ArchiveSection } from "./_components/archive-section";
import { GeneralForm } from "./_components/general-form";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.general") };
}

export default async function GeneralSettingsPage({ params }: Props) {
  const { workspace } = await params;
  const [settings, checklist, t] = await Promise.all([
    load(getSettings, workspace, {}),
    load(getFirstRunChecklist, workspace, {}),
    getTranslations("settings"),
  ]);
  return (
    <>
      <PageHeader title={t("pages.general")} description={t("general.description")} />
      <FirstRunChecklist workspace={workspace} checklist={checklist} />
      <GeneralForm settings={settings} timeZones={Intl.supportedValuesOf("timeZone")} />
      <ArchiveSection workspace={workspace} name={settings.name} />
    </>
  );
}
