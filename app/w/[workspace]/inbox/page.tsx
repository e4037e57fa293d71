import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InboxPage } from "./_components/inbox-page";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inbox");
  return { title: t("title") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ workspace }, given] = await Promise.all([params, searchParams]);
  return <InboxPage slug={workspace} number={null} searchParams={given} />;
}
