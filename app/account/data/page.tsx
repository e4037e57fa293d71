import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { PageHeader } from "@/components/ui/page-header";
import { loadAccount } from "@/lib/core/load";
import { getAccount } from "@/lib/domain/people/queries/get-account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("data.title") };
}

export default async function DataPage() {
  await loadAccount(getAccount, {});
  const t = await getTranslations("account");
  return (
    <>
      <PageHeader title={t("data.title")} />
      <FormSection title={t("data.title")}>
        <SettingsRow label={t("data.text")} hint={t("data.erase")}>
          <Button asChild>
            <a href="/api/account/export" download>
              <Download aria-hidden />
              {t("data.download")}
            </a>
          </Button>
        </SettingsRow>
      </FormSection>
    </>
  );
}
