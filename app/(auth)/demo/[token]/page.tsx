import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { env } from "@/lib/env";
import { ConfirmSignIn } from "../../_components/confirm-sign-in";
import { DeadLink } from "../../_components/dead-link";
import { linkView } from "../../_components/link-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("titles.demo"), referrer: "no-referrer" };
}

export default async function DemoPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = env().FLOWRA_DEMO ? await linkView(token, ["demo"]) : null;
  if (!link) return <DeadLink kind="demo" />;
  const t = await getTranslations("auth");
  return (
    <AuthLayout title={t("demo.title", { name: link.name ?? "" })} description={t("demo.text")}>
      <ConfirmSignIn way="demo" token={token} label={t("demo.submit")} />
    </AuthLayout>
  );
}
