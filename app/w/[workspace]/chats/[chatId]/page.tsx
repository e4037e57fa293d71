import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChatsPage } from "../_components/chats-page";

type Props = {
  params: Promise<{ workspace: string; chatId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The chat's name follows once the page has it: to look it up for the title alone would cost a query. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("chats");
  return { title: t("title") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ workspace, chatId }, given] = await Promise.all([params, searchParams]);
  return <ChatsPage slug={workspace} chatId={chatId} searchParams={given} />;
}
