import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { listSsoMappings } from "@/lib/domain/workspaces/queries/list-sso-mappings";
import { env } from "@/lib/env";
import { MappingList } from "./_components/mapping-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.sign-in") };
}

export default async function SignInSettingsPage({ params }: Props) {
  const { workspace } = await params;
  const [mappings, t] = await Promise.all([
    load(listSsoMappings, workspace, {}),
    getTranslations("settings"),
  ]);
  const { OIDC_ISSUER, OIDC_ROLE_CLAIM, OIDC_NAME } = env();
  return (
    <>
      <PageHeader title={t("pages.sign-in")} description={t("signIn.description")} />
      {OIDC_ISSUER ? (
        <Banner>{t("signIn.claim", { claim: OIDC_ROLE_CLAIM, provider: OIDC_NAME })}</Banner>
      ) : (
        <Banner tone="warning">{t("signIn.notConfigured")}</Banner>
      )}
      <MappingList workspace={workspace} mappings={mappings} />
    </>
  );
}
