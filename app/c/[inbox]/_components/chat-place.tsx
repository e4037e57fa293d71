"use client";

import { useCallback } from "react";
import type { CustomerApi, CustomerSession } from "@/lib/customer-chat/api";
import { useRealtime } from "@/lib/realtime/realtime-provider";
import type { ViewProps } from "./chat-header";
import { ConversationsView } from "./conversations-view";
import { NewConversation } from "./new-conversation";
import { OpenConversation } from "./open-conversation";

/** What the page shows: a conversation, a new one, or the list. */
export type Place = { kind: "chat"; chatId: string } | { kind: "new" } | { kind: "list" };

export interface ChatPlaceProps extends ViewProps {
  place: Place;
  inboxKey: string;
  session: CustomerSession;
  api: CustomerApi;
  visible: boolean;
  unreadElsewhere: number;
  onGo: (place: Place, options?: { replace?: boolean }) => void;
  onToken: (token: string) => void;
  onRefresh: () => Promise<void>;
  onUnread: (count: number) => void;
}

/** Shows the place the customer is at, and leads from one to the other. */
export function ChatPlace({ place, onGo, onToken, onRefresh, ...props }: ChatPlaceProps) {
  const realtime = useRealtime();
  const onAccessEnded = useCallback(() => void onRefresh(), [onRefresh]);
  const goTo = (chatId: string) => {
    void onRefresh();
    onGo({ kind: "chat", chatId }, { replace: true });
  };
  const toList =
    props.session.chats.length > 0
      ? {
          unread: props.unreadElsewhere,
          open() {
            void onRefresh();
            onGo({ kind: "list" });
          },
        }
      : null;

  if (place.kind === "list") return <ConversationsView {...props} onGo={onGo} onIdentified={onRefresh} />;
  if (place.kind === "new") {
    return (
      <NewConversation
        {...props}
        toList={toList}
        onStarted={({ token, chatId }) => {
          if (token) onToken(token);
          goTo(chatId);
        }}
        onAccessEnded={onAccessEnded}
      />
    );
  }
  // The connection exists from the first effect on.
  if (!realtime) return null;
  return (
    <OpenConversation
      key={place.chatId}
      {...props}
      chatId={place.chatId}
      realtime={realtime}
      toList={toList}
      onMoved={goTo}
      onIdentified={onRefresh}
      onAccessEnded={onAccessEnded}
    />
  );
}
