import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";
import { configuredProviders } from "@/lib/auth/providers";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("problem.title") };
}

const known = [
  "email_taken",
  "email_missing",
  "email_unverified",
  "provider_failed",
  "AccessDenied",
  "Configuration",
] as const;

type Search = Promise<Record<string, string | string[] | undefined>>;

/** Why a trip to a provider ended without signing in, and what to do about it. */
export default async function ProblemPage({ searchParams }: { searchParams: Search }) {
  const { error, provider: id } = await searchParams;
  const t = await getTranslations("auth");
  const provider = configuredProviders().find((one) => one.id === id)?.name ?? t("problem.providerSomewhere");
  const reason = known.find((one) => one === error) ?? "other";
  return (
    <AuthLayout title={t("problem.title")}>
      <div className="flex flex-col items-start gap-4 text-sm text-text">
        <p>{t(`problem.${reason}`, { provider })}</p>
        {reason === "email_taken" ? <p>{t("problem.email_takenHow", { provider })}</p> : null}
        <Button asChild variant="primary">
          <Link href="/sign-in">{t("problem.back")}</Link>
        </Button>
      </div>
    </AuthLayout>
  );
}
