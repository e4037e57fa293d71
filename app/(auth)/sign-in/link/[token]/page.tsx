import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { ConfirmSignIn } from "../../../_components/confirm-sign-in";
import { DeadLink } from "../../../_components/dead-link";
import { linkView } from "../../../_components/link-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("titles.link"), referrer: "no-referrer" };
}

export default async function SignInLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkView(token, ["sign_in"]);
  if (!link) return <DeadLink kind="link" request="/sign-in" />;
  const t = await getTranslations("auth");
  return (
    <AuthLayout
      title={t("confirmLink.title", { email: link.email ?? "" })}
      description={t("confirmLink.text")}
    >
      <ConfirmSignIn way="link" token={token} label={t("confirmLink.submit")} />
    </AuthLayout>
  );
}
