"use client";

import { useTranslations } from "next-intl";
import type { ChatRow } from "@/lib/domain/chats/list-views";

type Named = Pick<ChatRow, "kind" | "title" | "people" | "peopleCount" | "task" | "requester">;

/** What a chat is called by its reader: its title, or its other people. */
export function useChatName(myId: string): (chat: Named) => string {
  const t = useTranslations("chats.name");
  return ({ kind, title, people, peopleCount, task, requester }) => {
    if (kind === "support") return requester?.name ?? t("anonymous");
    const [first] = people;
    if (kind === "direct") return first?.id === myId ? t("self") : (first?.name ?? t("former"));
    if (title) return title;
    if (task) return task.title;
    if (!first) return t("alone");
    const unnamed = peopleCount - 1 - people.length;
    // Not as the language lists units: Russian puts nothing between these.
    const listed = people.map(({ name }) => name).join(", ");
    return unnamed > 0 ? t("more", { names: listed, count: unnamed }) : listed;
  };
}
