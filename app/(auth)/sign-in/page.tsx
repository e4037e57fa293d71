import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Banner } from "@/components/ui/banner";
import { accountCaller } from "@/lib/auth/callers";
import { ownPath } from "@/lib/auth/own-path";
import { configuredProviders } from "@/lib/auth/providers";
import { mailConfigured } from "@/lib/email/client";
import { ProviderButtons } from "../_components/provider-buttons";
import { SignInForms } from "./_components/sign-in-forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.title") };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next: given, error } = await searchParams;
  const next = ownPath(typeof given === "string" ? given : null);
  if ((await accountCaller()).user) redirect(next as never);
  const t = await getTranslations("auth");
  const providers = configuredProviders();
  const withMail = mailConfigured();
  return (
    <AuthLayout
      title={t("signIn.title")}
      footer={
        withMail ? (
          <>
            {t("signIn.noAccount")}{" "}
            <Link href="/sign-up" className="text-accent-text underline underline-offset-2">
              {t("signIn.signUp")}
            </Link>
          </>
        ) : null
      }
    >
      <div className="flex flex-col gap-5">
        {error ? <Banner tone="danger">{t("providerFailed")}</Banner> : null}
        <ProviderButtons providers={providers} next={next} />
        {providers.length > 0 ? <Divider label={t("or")} /> : null}
        <SignInForms next={next} withMail={withMail} />
      </div>
    </AuthLayout>
  );
}

function Divider({ label }: { label: string }) {
  return (
    <p className="flex items-center gap-3 text-subtle text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {label}
    </p>
  );
}
