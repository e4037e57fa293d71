"use client";

import { Archive, CheckCheck, LifeBuoy, MessageCircle, MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ChatsNavigation } from "./use-chats-address";

const icons = {
  all: MessagesSquare,
  direct: MessageCircle,
  groups: MessagesSquare,
  support: LifeBuoy,
  archived: Archive,
};

/** Why the list has nothing, and what to do: nothing found, all read, or nothing yet. */
export function ChatListEmpty({ address, onNew }: { address: ChatsNavigation; onNew: () => void }) {
  const t = useTranslations("chats");
  const shell = useTranslations("shell.newChat");
  const { tab, q, unread, go } = address;
  if (q) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("empty.noMatch")}
        text={t("empty.noMatchText", { q })}
        action={<Button onClick={() => go({ q: "" })}>{t("empty.clear")}</Button>}
      />
    );
  }
  if (unread) {
    return (
      <EmptyState
        icon={CheckCheck}
        title={t("empty.read")}
        text={t("empty.readText")}
        action={<Button onClick={() => go({ unread: false })}>{t("empty.showAll")}</Button>}
      />
    );
  }
  const words = tab === "all" ? "firstRun" : tab;
  return (
    <EmptyState
      icon={icons[tab]}
      title={t(`empty.${words}`)}
      text={t(`empty.${words}Text`)}
      action={
        tab === "support" || tab === "archived" ? null : (
          <Button variant={tab === "all" ? "primary" : "secondary"} onClick={onNew}>
            {shell("open")}
          </Button>
        )
      }
    />
  );
}
