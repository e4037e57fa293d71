"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Waiting } from "@/components/conversation/waiting";
import { CustomerLayout } from "@/components/shell/customer-layout";
import { ErrorState } from "@/components/ui/error-state";
import { warmUp } from "@/components/ui/lazy-parts";
import { keptKeys, readKept } from "@/lib/chat-client/kept";
import { useAttention } from "@/lib/chat-client/use-attention";
import { useHeartbeat } from "@/lib/chat-client/use-heartbeat";
import { useCustomerSession } from "@/lib/customer-chat/use-session";
import { RealtimeProvider } from "@/lib/realtime/realtime-provider";
import { useHostPage } from "@/lib/widget/use-host-page";
import { AccessEnded } from "./access-ended";
import { ChatHeader, type Welcome } from "./chat-header";
import { ChatPlace, type Place } from "./chat-place";
import { rescueUnsent } from "./rescue-unsent";
import { usePlace } from "./use-place";

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
  useEffect(warmUp, []);
  const { visible, attentive } = useAttention(host.shown);
  const { state, api, token, refresh, adoptToken } = useCustomerSession(inboxKey, host.canRemember);
  const { place: chosen, go: show } = usePlace(host.framed);
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
  const wasVisible = useRef(visible);
  useEffect(() => {
    if (visible && !wasVisible.current) void refresh();
    wasVisible.current = visible;
  }, [visible, refresh]);

  const go: typeof show = useCallback(
    (next, options) => {
      setUnreadHere(0);
      show(next, options);
    },
    [show],
  );

  const view = { welcome, host, framed: host.framed };
  if (state.phase === "expired") {
    return (
      <CustomerLayout framed={host.framed} header={<ChatHeader {...view} />}>
        <AccessEnded
          onRestart={() => {
            rescueUnsent(inboxKey);
            adoptToken(null);
            go({ kind: "new" }, { replace: true });
          }}
        />
      </CustomerLayout>
    );
  }
  if (state.phase === "unreachable") {
    return (
      <CustomerLayout framed={host.framed} header={<ChatHeader {...view} />}>
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
      <CustomerLayout framed={host.framed} header={<ChatHeader {...view} />}>
        <Waiting />
      </CustomerLayout>
    );
  }
  return (
    <RealtimeProvider settings={session.realtime} headers={api.headers}>
      <ChatPlace
        {...view}
        place={place}
        inboxKey={inboxKey}
        session={session}
        api={api}
        visible={visible}
        unreadElsewhere={unread - unreadHere}
        onGo={go}
        onToken={adoptToken}
        onRefresh={refresh}
        onUnread={setUnreadHere}
      />
    </RealtimeProvider>
  );
}

/** An unsent first message comes first, then the conversation of the address, then the latest one. */
function firstPlace(chats: readonly { id: string }[], asked: string | null, inboxKey: string): Place {
  if (readKept(keptKeys.firstMessage(inboxKey))) return { kind: "new" };
  const chat = chats.find(({ id }) => id === asked) ?? chats[0];
  return chat ? { kind: "chat", chatId: chat.id } : { kind: "new" };
}
