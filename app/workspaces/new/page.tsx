import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { loadAccount } from "@/lib/core/load";
import { listMyWorkspaces } from "@/lib/domain/workspaces/queries/list-my-workspaces";
import { readPreferences } from "@/lib/preferences";
import { CreateForm } from "../_components/create-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workspaces"))("create.title") };
}

export default async function NewWorkspacePage() {
  const [existing, { timeZone }, t] = await Promise.all([
    loadAccount(listMyWorkspaces, {}),
    readPreferences(),
    getTranslations("workspaces"),
  ]);
  const first = existing.length === 0;
  return (
    <AuthLayout
      title={first ? t("create.firstTitle") : t("create.title")}
      description={t("create.description")}
      footer={first ? null : <Link href="/workspaces">{t("create.back")}</Link>}
    >
      <CreateForm timeZone={timeZone ?? "UTC"} timeZones={Intl.supportedValuesOf("timeZone")} />
    </AuthLayout>
  );
}
