import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SettingsLayout } from "@/components/shell/settings-layout";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { Messages } from "@/lib/i18n/messages-provider";
import { settingsGroups, settingsPages } from "./pages";

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: { default: t("title"), template: `%s · ${t("title")} · Flowra` } };
}

/** The list of settings pages: those that this person may open. */
export default async function WorkspaceSettingsLayout({ params, children }: Props) {
  const { workspace } = await params;
  const [{ permissions }, t] = await Promise.all([
    load(getWorkspaceShell, workspace, {}),
    getTranslations("settings"),
  ]);
  const groups = settingsGroups.map((group) => ({
    label: t(`groups.${group}`),
    links: settingsPages
      .filter((entry) => entry.group === group && permissions.includes(entry.permission))
      .map(({ page }) => ({ href: `/w/${workspace}/settings/${page}`, label: t(`pages.${page}`) })),
  }));
  return (
    <Messages namespaces={["settings", "workspaces"]}>
      <SettingsLayout title={t("title")} groups={groups.filter(({ links }) => links.length > 0)}>
        {children}
      </SettingsLayout>
    </Messages>
  );
}
