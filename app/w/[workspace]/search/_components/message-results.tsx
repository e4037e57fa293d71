import { Paperclip, StickyNote } from "lucide-react";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { MessageHit } from "@/lib/domain/search/views";
import { chatHref } from "../search-params";
import { ChatName } from "./chat-name";

/** Messages as a list of links: who, where, when, and the words in their place. */
export async function MessageResults({ workspace, items }: { workspace: string; items: MessageHit[] }) {
  const [t, format] = await Promise.all([getTranslations("search"), getFormatter()]);
  return (
    <ol aria-label={t("kinds.messages")} className="flex flex-col divide-y divide-border">
      {items.map(({ id, chat, author, at, excerpt, kind, files }) => {
        const name = author.name ?? t("anonymous");
        return (
          <li key={id}>
            <Link
              href={chatHref(workspace, chat, id)}
              className="-mx-2 flex gap-3 rounded-lg px-2 py-3 hover:bg-hover"
            >
              <Avatar name={name} id={author.id ?? name} size={32} className="mt-0.5 size-8 shrink-0" />
              <span className="flex min-w-0 flex-1 flex-col gap-1">
                <span className="flex flex-wrap items-baseline gap-x-2 text-sm">
                  <span className="font-medium text-text">{name}</span>
                  <time dateTime={at} className="text-subtle text-xs">
                    {format.dateTime(new Date(at), "full")}
                  </time>
                  {kind === "note" ? (
                    <Badge tone="note" size="sm">
                      <StickyNote aria-hidden />
                      {t("note")}
                    </Badge>
                  ) : null}
                  {files > 0 ? (
                    <Badge size="sm">
                      <Paperclip aria-hidden />
                      {t("files", { count: files })}
                    </Badge>
                  ) : null}
                </span>
                <span dir="auto" className="line-clamp-3 break-words text-muted text-sm">
                  {excerpt.map(({ text, hit }, index) =>
                    hit ? (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text keep their order
                      <mark key={index} className="rounded-xs bg-warning-soft font-medium text-text">
                        {text}
                      </mark>
                    ) : (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text keep their order
                      <span key={index}>{text}</span>
                    ),
                  )}
                </span>
                <ChatName chat={chat} className="text-subtle text-xs" />
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
