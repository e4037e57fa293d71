import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { loadAccount } from "@/lib/core/load";
import { getAccount } from "@/lib/domain/people/queries/get-account";
import { readPreferences } from "@/lib/preferences";
import { PreferencesForm } from "./_components/preferences-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("preferences.title") };
}

export default async function PreferencesPage() {
  const [account, browser] = await Promise.all([loadAccount(getAccount, {}), readPreferences()]);
  const t = await getTranslations("account");
  return (
    <>
      <PageHeader title={t("preferences.title")} />
      <PreferencesForm
        locale={account.locale ?? browser.locale}
        timeZone={account.timeZone ?? browser.timeZone ?? "UTC"}
        theme={account.theme}
        shortcutsEnabled={account.shortcuts.enabled}
        timeZones={["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]}
      />
    </>
  );
}
