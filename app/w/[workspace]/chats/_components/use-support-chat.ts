"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { InboxNavigation } from "../../inbox/_components/use-inbox-address";
import { useOpenTicket } from "../../inbox/_components/use-open-ticket";
import { useTicketChanges } from "../../inbox/_components/use-ticket-changes";
import { useTicketMerge } from "../../inbox/_components/use-ticket-merge";
import { inboxHref } from "../../inbox/search-params";

/**
 * The ticket of an open support chat, which is shown as in the inbox.
 * @param chat null, or of another kind: no ticket
 */
export function useSupportChat(slug: string, chat: ChatRow | null, listHref: string, timeZone: string) {
  const router = useRouter();
  const number = chat?.kind === "support" ? (chat.task?.number ?? null) : null;
  const open = useOpenTicket(slug, number, null);
  const changes = useTicketChanges(slug, open.ticket, open.apply, timeZone);
  const hrefOfTicket = useCallback(
    (other: number) => inboxHref(slug, { view: "all", q: "", number: other }),
    [slug],
  );
  /** Back leads to the list of chats, other tickets to the inbox. */
  const address = useMemo<InboxNavigation>(() => {
    const hrefOf: InboxNavigation["hrefOf"] = (change) =>
      change.number ? hrefOfTicket(change.number) : listHref;
    return { view: "all", q: "", number, hrefOf, go: (change) => router.push(hrefOf(change)) };
  }, [number, hrefOfTicket, listHref, router]);
  const onOpen = (other: number) => router.push(hrefOfTicket(other));
  const merging = useTicketMerge(slug, open.ticket, open.apply, onOpen);
  return { ...open, changes, merging, address, hrefOfTicket };
}
