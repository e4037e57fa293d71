import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { configuredProviders, providerIds } from "@/lib/auth/providers";
import { loadAccount } from "@/lib/core/load";
import { getAccount } from "@/lib/domain/people/queries/get-account";
import { listSessions } from "@/lib/domain/people/queries/list-sessions";
import { LinkedAccounts } from "./_components/linked-accounts";
import { PasswordSection } from "./_components/password-section";
import { SecondFactorSection } from "./_components/second-factor-section";
import { SessionList } from "./_components/session-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("security.title") };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SecurityPage({ searchParams }: { searchParams: Search }) {
  const { linked, problem, provider } = await searchParams;
  const account = await loadAccount(getAccount, {});
  const sessions = await loadAccount(listSessions, {});
  const t = await getTranslations("account");
  const providers = configuredProviders();
  const nameOf = (id: unknown) => providers.find((one) => one.id === id)?.name;
  const proof = { hasPassword: account.hasPassword, totpEnabled: account.totpEnabled };
  const done = nameOf(linked);
  const failed = problem === "linked_elsewhere" ? nameOf(provider) : undefined;
  return (
    <>
      <PageHeader title={t("security.title")} />
      {done ? <Banner tone="success">{t("security.linkDone", { name: done })}</Banner> : null}
      {failed ? <Banner tone="danger">{t("security.linkedElsewhere", { name: failed })}</Banner> : null}
      <PasswordSection proof={proof} />
      <SecondFactorSection proof={proof} codesLeft={account.recoveryCodesLeft} />
      <SessionList sessions={sessions} />
      <LinkedAccounts
        proof={proof}
        accounts={providerIds.flatMap((id) => {
          const identity = account.identities.find((one) => one.provider === id);
          const name = nameOf(id);
          return name || identity ? [{ id, name: name ?? id, identity: identity ?? null }] : [];
        })}
      />
    </>
  );
}
