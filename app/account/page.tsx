import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { PageHeader } from "@/components/ui/page-header";
import { loadAccount } from "@/lib/core/load";
import { getAccount } from "@/lib/domain/people/queries/get-account";
import { mailConfigured } from "@/lib/email/client";
import { ChangeEmail } from "./_components/change-email";
import { NameForm } from "./_components/name-form";
import { PendingEmail } from "./_components/pending-email";
import { PictureForm } from "./_components/picture-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("profile.title") };
}

export default async function ProfilePage() {
  const account = await loadAccount(getAccount, {});
  const t = await getTranslations("account");
  const { id, name, email, avatar, hasPassword, totpEnabled } = account;
  return (
    <>
      <PageHeader title={t("profile.title")} />
      <FormSection title={t("profile.picture")}>
        <SettingsRow label={t("profile.picture")} hint={t("profile.pictureHint")}>
          <PictureForm id={id} name={name} avatar={avatar} />
        </SettingsRow>
      </FormSection>
      <FormSection title={t("profile.name")}>
        <NameForm name={name} />
      </FormSection>
      <FormSection title={t("profile.email")}>
        <SettingsRow
          label={<span className="[overflow-wrap:anywhere]">{email}</span>}
          hint={t("profile.emailHint")}
        >
          {mailConfigured() ? <ChangeEmail proof={{ hasPassword, totpEnabled }} /> : null}
        </SettingsRow>
        {account.pendingEmail ? <PendingEmail email={account.pendingEmail} /> : null}
      </FormSection>
    </>
  );
}
