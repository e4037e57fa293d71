"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { Composer } from "@/components/conversation/composer";
import { Conversation } from "@/components/conversation/conversation";
import { CustomerLayout } from "@/components/shell/customer-layout";
import type { PublicError } from "@/lib/core/errors";
import type { CustomerApi, CustomerSession } from "@/lib/customer-chat/api";
import { useCustomerThread } from "@/lib/customer-chat/use-customer-thread";
import { useDraft } from "@/lib/customer-chat/use-draft";
import type { Realtime } from "@/lib/realtime/client";
import { ChatHeader, type ToList, type ViewProps } from "./chat-header";
import { ConnectionBar } from "./connection-bar";
import { ContactPrompt } from "./contact-prompt";
import { Greeting } from "./greeting";
import { useFocusWhenShown } from "./new-conversation";
import { useRefusalText } from "./problem-text";
import { Waiting } from "./waiting";

export interface OpenConversationProps extends ViewProps {
  inboxKey: string;
  chatId: string;
  realtime: Realtime;
  session: CustomerSession;
  api: CustomerApi;
  toList: ToList;
  visible: boolean;
  /** The ticket was closed: what was just sent went to a new conversation. */
  onMoved: (chatId: string) => void;
  onUnread: (count: number) => void;
  onIdentified: () => Promise<void>;
  onAccessEnded: () => void;
}

/** A conversation that the server knows. */
export function OpenConversation(props: OpenConversationProps) {
  const { chatId, api, welcome, session, visible, onUnread, onAccessEnded } = props;
  const t = useTranslations("customer.state");
  const writing = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(props.inboxKey, chatId);
  const onRefused = useCallback(
    (error: PublicError) => {
      if (error.code === "UNAUTHENTICATED") onAccessEnded();
    },
    [onAccessEnded],
  );
  const thread = useCustomerThread({
    chatId,
    realtime: props.realtime,
    headers: api.headers,
    owner: props.inboxKey,
    onMoved: props.onMoved,
    onRefused,
  });
  const { entries, state, store } = thread;
  const refusalText = useRefusalText();
  const unsent = useMemo(
    () =>
      thread.unsent.map((message) => ({
        ...message,
        failed: message.status === "failed",
        reason: message.error ? refusalText(message.error as PublicError) : undefined,
      })),
    [thread.unsent, refusalText],
  );
  useFocusWhenShown(writing, visible && state !== null);

  const readSeq = state?.readSeq ?? 0;
  const unread = entries.filter((entry) => entry.seq > readSeq && entry.author.kind === "member").length;
  useEffect(() => onUnread(unread), [onUnread, unread]);

  return (
    <CustomerLayout
      framed={props.framed}
      header={<ChatHeader {...props} agents={state?.agents} />}
      notice={<ConnectionBar offline={thread.offline} polling={thread.polling} />}
      composer={
        <>
          {state && state.status !== "open" ? (
            <p className="pt-2 text-center text-muted text-xs">{t(state.status)}</p>
          ) : null}
          <Composer
            ref={writing}
            text={text}
            onChange={(next) => {
              setText(next);
              thread.sayTyping(next ? "reply" : "idle");
            }}
            onSend={(body) => {
              setText("");
              store.send({ body, kind: "message" });
              thread.sayTyping("idle");
            }}
          />
        </>
      }
    >
      {state ? (
        <Conversation
          entries={entries}
          unsent={unsent}
          state={state}
          hasOlder={thread.hasOlder}
          onLoadOlder={() => void store.loadOlder().catch(() => {})}
          onRetry={store.retry}
          onDiscard={store.discard}
          onRead={store.markRead}
          visible={visible}
          offline={thread.offline}
          typing={thread.typing}
          intro={<Greeting welcome={welcome} />}
          outro={
            session.customer && !session.customer.email && state.status === "open" ? (
              <ContactPrompt inboxKey={props.inboxKey} api={api} onIdentified={props.onIdentified} />
            ) : null
          }
        />
      ) : (
        <Waiting />
      )}
    </CustomerLayout>
  );
}
