import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadLink } from "../../_components/dead-link";
import { linkView } from "../../_components/link-view";
import { SetupForm } from "./_components/setup-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("setup.title"), referrer: "no-referrer" };
}

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (await linkView(token, ["setup"])) ? <SetupForm token={token} /> : <DeadLink kind="setup" />;
}
