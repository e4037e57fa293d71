import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChatsPage } from "./_components/chats-page";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("chats");
  return { title: t("title") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ workspace }, given] = await Promise.all([params, searchParams]);
  return <ChatsPage slug={workspace} chatId={null} searchParams={given} />;
}
