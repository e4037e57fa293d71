"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { CustomerLayout } from "@/components/shell/customer-layout";
import { ErrorState } from "@/components/ui/error-state";
import { keptKeys, readKept } from "@/lib/customer-chat/kept";
import { useAttention } from "@/lib/customer-chat/use-attention";
import { useHeartbeat } from "@/lib/customer-chat/use-heartbeat";
import { useCustomerSession } from "@/lib/customer-chat/use-session";
import { useHostPage } from "@/lib/widget/use-host-page";
import { AccessEnded } from "./access-ended";
import { ChatHeader, type Welcome } from "./chat-header";
import { ConversationsView } from "./conversations-view";
import { NewConversation } from "./new-conversation";
import { OpenConversation } from "./open-conversation";
import { Waiting } from "./waiting";

/** What the page shows: a conversation, a new one, or the list. */
export type Place = { kind: "chat"; chatId: string } | { kind: "new" } | { kind: "list" };

export interface CustomerChatProps {
  inboxKey: string;
  welcome: Welcome;
  /** Origin of the page around, when framed. */
  hostOrigin: string | null;
  /** The conversation that the address names. */
  chatId: string | null;
}

/** The customer's page: finds out who the browser is, then shows the conversation it left or a new one. */
export function CustomerChat({ inboxKey, welcome, hostOrigin, chatId }: CustomerChatProps) {
  const t = useTranslations("customer");
  const host = useHostPage(hostOrigin);
  const { visible, attentive } = useAttention(host.shown);
  const handle = useCustomerSession(inboxKey);
  const { state, api, token, refresh, adoptToken } = handle;
  const [chosen, setChosen] = useState<Place | null>(null);
  const session = state.phase === "ready" ? state.session : null;
  const place = chosen ?? (session && firstPlace(session.chats, chatId, inboxKey));
  const openChatId = place?.kind === "chat" ? place.chatId : null;
  useHeartbeat(token && session?.customer ? api.beat : null, openChatId, attentive);

  const [unreadHere, setUnreadHere] = useState(0);
  const elsewhere = session?.chats.filter((chat) => chat.id !== openChatId) ?? [];
  const unread = elsewhere.reduce((sum, chat) => sum + chat.unread, unreadHere);
  const { tellUnread } = host;
  useEffect(() => tellUnread(unread), [tellUnread, unread]);
  // Coming back into sight is when other conversations may have moved on.
  useEffect(() => {
    if (visible) void refresh();
  }, [visible, refresh]);

  const go = useCallback((next: Place) => {
    setUnreadHere(0);
    setChosen(next);
  }, []);
  const onAccessEnded = useCallback(() => void refresh(), [refresh]);

  const frame = { welcome, host, framed: host.framed };
  if (state.phase === "expired") {
    return (
      <CustomerLayout framed={host.framed} header={<ChatHeader {...frame} />}>
        <AccessEnded
          onRestart={() => {
            adoptToken(null);
            go({ kind: "new" });
          }}
        />
      </CustomerLayout>
    );
  }
  if (state.phase === "unreachable") {
    return (
      <CustomerLayout framed={host.framed} header={<ChatHeader {...frame} />}>
        <ErrorState
          className="m-auto"
          title={t("unreachable.title")}
          text={t("unreachable.text")}
          onRetry={() => void refresh()}
        />
      </CustomerLayout>
    );
  }
  if (!session || !place) {
    return (
      <CustomerLayout framed={host.framed} header={<ChatHeader {...frame} />}>
        <Waiting />
      </CustomerLayout>
    );
  }
  const toList =
    session.chats.length > 0
      ? {
          unread: unread - unreadHere,
          open() {
            void refresh();
            go({ kind: "list" });
          },
        }
      : null;
  if (place.kind === "list") {
    return <ConversationsView {...frame} session={session} api={api} onGo={go} onIdentified={refresh} />;
  }
  if (place.kind === "new") {
    return (
      <NewConversation
        {...frame}
        inboxKey={inboxKey}
        session={session}
        api={api}
        toList={toList}
        visible={visible}
        onStarted={({ token: own, chatId: started }) => {
          if (own) adoptToken(own);
          else void refresh();
          go({ kind: "chat", chatId: started });
        }}
        onAccessEnded={onAccessEnded}
      />
    );
  }
  return (
    <OpenConversation
      key={place.chatId}
      {...frame}
      inboxKey={inboxKey}
      chatId={place.chatId}
      session={session}
      api={api}
      toList={toList}
      visible={visible}
      onMoved={(moved) => {
        void refresh();
        go({ kind: "chat", chatId: moved });
      }}
      onUnread={setUnreadHere}
      onIdentified={refresh}
      onAccessEnded={onAccessEnded}
    />
  );
}

/** An unsent first message comes first, then the conversation of the address, then the latest one. */
function firstPlace(chats: readonly { id: string }[], asked: string | null, inboxKey: string): Place {
  if (readKept(keptKeys.firstMessage(inboxKey))) return { kind: "new" };
  const chat = chats.find(({ id }) => id === asked) ?? chats[0];
  return chat ? { kind: "chat", chatId: chat.id } : { kind: "new" };
}
