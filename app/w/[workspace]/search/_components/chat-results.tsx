import Link from "next/link";
import { getFormatter, getNow, getTranslations } from "next-intl/server";
import type { ChatHit } from "@/lib/domain/search/views";
import { chatHref } from "../search-params";
import { ChatName } from "./chat-name";

export async function ChatResults({ workspace, items }: { workspace: string; items: ChatHit[] }) {
  const [t, format, now] = await Promise.all([getTranslations("search"), getFormatter(), getNow()]);
  return (
    <ol aria-label={t("kinds.chats")} className="flex flex-col divide-y divide-border">
      {items.map((chat) => (
        <li key={chat.id}>
          <Link
            href={chatHref(workspace, chat)}
            className="-mx-2 flex min-h-11 items-center gap-3 rounded-lg px-2 py-2.5 hover:bg-hover"
          >
            <ChatName chat={chat} className="flex-1 text-sm text-text" />
            {chat.lastAt ? (
              <time dateTime={chat.lastAt} className="shrink-0 text-subtle text-xs">
                {format.relativeTime(new Date(chat.lastAt), now)}
              </time>
            ) : null}
          </Link>
        </li>
      ))}
    </ol>
  );
}
