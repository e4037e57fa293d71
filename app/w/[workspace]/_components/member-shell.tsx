"use client";

import { ChatStarter, type ChatStarterProps } from "@/components/chats/chat-starter";
import { useUnreadChats } from "@/components/chats/use-unread-chats";
import { AppShell, type AppShellProps } from "@/components/shell/app-shell";
import { NextTicketKeys } from "./next-ticket";

export interface MemberShellProps extends Omit<AppShellProps, "counts"> {
  /** Chats with something unread when the page was made. */
  unreadChats: readonly string[];
  chatActions: Omit<ChatStarterProps, "children">;
}

/** The shell with what is live in it: unread chats in the rail, and chats to begin from anywhere. */
export function MemberShell({ unreadChats, chatActions, children, ...shell }: MemberShellProps) {
  const chats = useUnreadChats(unreadChats);
  return (
    <AppShell {...shell} counts={{ chats }}>
      <NextTicketKeys />
      <ChatStarter {...chatActions}>{children}</ChatStarter>
    </AppShell>
  );
}
