"use client";

import { useCallback, useEffect } from "react";
import { useLiveConversation } from "@/components/conversation/use-live-conversation";
import { CustomerLayout } from "@/components/shell/customer-layout";
import type { PublicError } from "@/lib/core/errors";
import type { CustomerApi, CustomerSession } from "@/lib/customer-chat/api";
import type { Realtime } from "@/lib/realtime/client";
import { ChatHeader, type ToList, type ViewProps } from "./chat-header";
import { ContactPrompt } from "./contact-prompt";
import { Greeting } from "./greeting";

export interface OpenConversationProps extends ViewProps {
  inboxKey: string;
  chatId: string;
  realtime: Realtime;
  session: CustomerSession;
  api: CustomerApi;
  toList: ToList;
  visible: boolean;
  onMoved: (chatId: string) => void;
  onUnread: (count: number) => void;
  onIdentified: () => Promise<void>;
  onAccessEnded: () => void;
}

/** A conversation that the server knows. */
export function OpenConversation(props: OpenConversationProps) {
  const { inboxKey, api, session, onUnread, onAccessEnded } = props;
  const onRefused = useCallback(
    (error: PublicError) => {
      if (error.code === "UNAUTHENTICATED") onAccessEnded();
    },
    [onAccessEnded],
  );
  const isAnonymous = session.customer !== null && !session.customer.email;
  const { state, unread, notice, composer, body } = useLiveConversation({
    chatId: props.chatId,
    realtime: props.realtime,
    headers: api.headers,
    owner: inboxKey,
    visible: props.visible,
    onMoved: props.onMoved,
    onRefused,
    intro: <Greeting welcome={props.welcome} />,
    outro: ({ status }) =>
      isAnonymous && status === "open" ? (
        <ContactPrompt inboxKey={inboxKey} api={api} onIdentified={props.onIdentified} />
      ) : null,
  });
  useEffect(() => onUnread(unread), [onUnread, unread]);

  return (
    <CustomerLayout
      framed={props.framed}
      header={<ChatHeader {...props} agents={state?.agents} />}
      notice={notice}
      composer={composer}
    >
      {body}
    </CustomerLayout>
  );
}
