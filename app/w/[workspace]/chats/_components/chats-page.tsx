import { ShieldQuestion } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { loadIfFound } from "@/lib/core/load";
import { getChats } from "@/lib/domain/chats/queries/get-chats";
import { getOpenChat } from "@/lib/domain/chats/queries/get-open-chat";
import { Messages } from "@/lib/i18n/messages-provider";
import { readInboxLayout, readPreferences } from "@/lib/preferences";
import { parseChatsParams } from "../search-params";
import { ChatsScreen } from "./chats-screen";

type SearchParams = Record<string, string | string[] | undefined>;

/** The chats with one open or none: list and conversation are read at the same time. */
export async function ChatsPage(props: { slug: string; chatId: string | null; searchParams: SearchParams }) {
  const { slug, chatId, searchParams } = props;
  const place = parseChatsParams((name) => [searchParams[name]].flat()[0]);
  const { tab, q, unread } = place;
  const [start, opened, settings, preferences] = await Promise.all([
    loadIfFound(getChats, slug, { tab, q, unread: unread ? "1" : "0" }),
    chatId === null ? null : loadIfFound(getOpenChat, slug, { chatId }),
    readInboxLayout(),
    readPreferences(),
  ]);
  if (!start) return <NoPermission />;
  return (
    <Messages namespaces={["attributes", "chats", "chat", "composer", "inbox", "tasks"]}>
      <ChatsScreen
        slug={slug}
        start={start}
        place={place}
        opened={opened}
        timeZone={preferences.timeZone}
        settings={settings}
      />
    </Messages>
  );
}

async function NoPermission() {
  const t = await getTranslations("chats.noPermission");
  return <EmptyState icon={ShieldQuestion} title={t("title")} text={t("text")} className="h-full" />;
}
