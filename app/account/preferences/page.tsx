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
  const timeZone = account.timeZone ?? browser.timeZone ?? "UTC";
  const t = await getTranslations("account");
  return (
    <>
      <PageHeader title={t("preferences.title")} />
      <PreferencesForm
        locale={account.locale ?? browser.locale}
        timeZone={timeZone}
        theme={account.theme}
        shortcutsEnabled={account.shortcuts.enabled}
        // The present one first of all: some valid names are not in the list.
        timeZones={[...new Set([timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])]}
      />
    </>
  );
}
