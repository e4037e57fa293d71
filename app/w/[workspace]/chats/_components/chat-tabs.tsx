"use client";

import { MailOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { type ChatTab, chatTabs } from "@/lib/domain/chats/list-views";

export interface ChatTabsProps {
  tab: ChatTab;
  unread: boolean;
  /** Who handles no tickets has no support chats to list. */
  withSupport: boolean;
  hrefOf: (tab: ChatTab) => string;
  onChange: (tab: ChatTab) => void;
  onUnread: (unread: boolean) => void;
}

/** The lists of the Chats section, and whether only what is unread is shown. */
export function ChatTabs({ tab, unread, withSupport, hrefOf, onChange, onUnread }: ChatTabsProps) {
  const t = useTranslations("chats.tabs");
  return (
    <>
      <nav
        aria-label={t("label")}
        className="flex min-w-0 flex-1 items-center overflow-x-auto [scrollbar-width:none]"
      >
        {chatTabs
          .filter((name) => name !== "support" || withSupport)
          .map((name) => (
            <a
              key={name}
              href={hrefOf(name)}
              aria-current={name === tab ? "page" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onChange(name);
              }}
              className={cn(
                "flex h-7 shrink-0 items-center rounded-md px-1.5 font-medium text-muted text-xs transition-colors hover:bg-hover hover:text-text focus-visible:outline-offset-[-2px]",
                name === tab && "bg-selected text-text",
              )}
            >
              {t(name)}
            </a>
          ))}
      </nav>
      <IconButton
        label={t("unread")}
        size="sm"
        aria-pressed={unread}
        onClick={() => onUnread(!unread)}
        className="shrink-0"
      >
        <MailOpen aria-hidden />
      </IconButton>
    </>
  );
}
