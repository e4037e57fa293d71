import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadLink } from "../../_components/dead-link";
import { linkView } from "../../_components/link-view";
import { ResetForm } from "./_components/reset-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("reset.title"), referrer: "no-referrer" };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkView(token, ["reset_password"]);
  if (!link) return <DeadLink kind="link" request="/forgot" />;
  return <ResetForm token={token} email={link.email ?? ""} />;
}
