"use client";

import { MessageSquareText, SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ChatList } from "@/components/conversation/chat-list";
import { ZoneHeader } from "@/components/shell/zone-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { CustomerChatSummary } from "@/lib/domain/chats/views";
import type { RealtimeSettings } from "@/lib/realtime/contract";
import { RealtimeProvider } from "@/lib/realtime/realtime-provider";
import { requestHref } from "../search-params";
import { NewRequest } from "./new-request";
import { OpenRequest } from "./open-request";

export interface RequestsProps {
  workspace: string;
  userId: string;
  chats: readonly CustomerChatSummary[];
  /** A conversation's id, `new`, or null. */
  open: string | null;
  realtime: RealtimeSettings;
}

/** One's own requests at the left, the open one beside it; on a phone one after the other. */
export function Requests({ workspace, userId, chats, open, realtime }: RequestsProps) {
  const t = useTranslations("customer.requests");
  const known = chats.find(({ id }) => id === open);
  const owner = `${workspace}.${userId}`;
  return (
    <RealtimeProvider settings={realtime} headers={{ "x-flowra-workspace": workspace }}>
      <div className="flex h-full min-h-0" data-thread-open={open ? "" : undefined}>
        {/* List and request are never both sure to be on the screen, so the page's heading belongs to neither. */}
        <h1 className="sr-only">{t("title")}</h1>
        <section
          aria-label={t("title")}
          className={`flex min-h-0 w-full shrink-0 flex-col border-border bg-background md:w-[22.5rem] md:border-r ${open ? "max-md:hidden" : ""}`}
        >
          <ZoneHeader>
            <p className="min-w-0 flex-1 truncate font-semibold text-base">{t("title")}</p>
            <Button asChild size="sm">
              <Link href={requestHref(workspace, "new")}>
                <SquarePen aria-hidden />
                {t("new")}
              </Link>
            </Button>
          </ZoneHeader>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
            <ChatList
              chats={chats}
              empty={{ title: t("empty"), text: t("emptyText") }}
              renderRow={(chat, row, className) => (
                <Link
                  href={requestHref(workspace, chat.id)}
                  aria-current={chat.id === open ? "page" : undefined}
                  className={className}
                >
                  {row}
                </Link>
              )}
            />
          </div>
        </section>
        <section
          aria-label={known?.title ?? t("new")}
          className={`flex min-h-0 min-w-0 flex-1 flex-col bg-surface ${open ? "" : "max-md:hidden"}`}
        >
          {open === "new" ? (
            <NewRequest workspace={workspace} owner={owner} />
          ) : open ? (
            <OpenRequest
              key={open}
              workspace={workspace}
              owner={owner}
              chatId={open}
              title={known?.title ?? null}
            />
          ) : (
            <EmptyState icon={MessageSquareText} title={t("choose")} className="m-auto" />
          )}
        </section>
      </div>
    </RealtimeProvider>
  );
}
