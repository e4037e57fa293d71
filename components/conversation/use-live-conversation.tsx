"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { DropTarget } from "@/components/chat/files/drop-target";
import { useUploads } from "@/components/chat/files/use-uploads";
import type { PublicError } from "@/lib/core/errors";
import { useCustomerThread } from "@/lib/customer-chat/use-customer-thread";
import { useDraft } from "@/lib/customer-chat/use-draft";
import { previewOf } from "@/lib/domain/chats/preview";
import type { CustomerChatState, Quote } from "@/lib/domain/chats/views";
import type { Realtime } from "@/lib/realtime/client";
import { Composer } from "./composer";
import { ConnectionBar } from "./connection-bar";
import { Conversation } from "./conversation";
import { countUnread, type MessageLine } from "./lines";
import { useRefusalText } from "./problem-text";
import { ReplyBar } from "./reply-bar";
import { useFocusWhenShown } from "./use-focus-when-shown";
import { Waiting } from "./waiting";

export type LiveConversationOptions = {
  chatId: string;
  realtime: Realtime;
  /** Who asks: a customer's token, or a member's workspace. */
  headers: Record<string, string>;
  /** Whose drafts and unsent messages these are. */
  owner: string;
  /** Somebody can see it: what is shown counts as read. */
  visible: boolean;
  /** The ticket was closed: what was just sent went to a new conversation. */
  onMoved: (chatId: string) => void;
  /** The conversation can no longer be shown to this reader. */
  onRefused: (error: PublicError) => void;
  intro?: ReactNode;
  outro?: (state: CustomerChatState) => ReactNode;
};

/** A conversation that the server knows, in the parts that a page puts where they belong. */
export function useLiveConversation(options: LiveConversationOptions) {
  const { chatId, owner, visible, intro, outro } = options;
  const t = useTranslations("customer.state");
  const refusalText = useRefusalText();
  const writing = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(owner, chatId);
  const uploads = useUploads(chatId, owner, options.headers);
  const thread = useCustomerThread(options);
  const { entries, state, store, sayTyping } = thread;
  useFocusWhenShown(writing, visible && state !== null);

  const unsent = useMemo(
    () =>
      thread.unsent.map((message) => ({
        ...message,
        failed: message.status === "failed",
        reason: message.error ? refusalText(message.error as PublicError) : undefined,
      })),
    [thread.unsent, refusalText],
  );
  const [replyTo, setReplyTo] = useState<Quote | null>(null);
  const answer = useCallback((line: MessageLine) => {
    setReplyTo(quoteOf(line));
    writing.current?.focus();
  }, []);
  // A failed try to load leaves the button where it is.
  const loadOlder = useCallback(() => void store.loadOlder().catch(() => {}), [store]);

  return {
    state,
    unread: countUnread(entries, state?.readSeq ?? 0),
    notice: <ConnectionBar offline={thread.offline} polling={thread.polling} />,
    composer: (
      <>
        {state?.continuedIn ? (
          <p className="pt-2 text-center text-muted text-xs">
            {t("continued")}{" "}
            <button
              type="button"
              onClick={() => state.continuedIn && options.onMoved(state.continuedIn.chatId)}
              className="min-h-6 font-medium text-accent-text underline underline-offset-2"
            >
              {state.continuedIn.title}
            </button>
          </p>
        ) : null}
        {state && state.status !== "open" ? (
          <p className="pt-2 text-center text-muted text-xs">{t(state.status)}</p>
        ) : null}
        <DropTarget onFiles={uploads.add} />
        {replyTo ? <ReplyBar quote={replyTo} onCancel={() => setReplyTo(null)} /> : null}
        <Composer
          ref={writing}
          text={text}
          uploads={uploads}
          onChange={(next) => {
            setText(next);
            sayTyping(next !== "");
          }}
          onSend={(body) => {
            setText("");
            store.send({ body, kind: "message", replyTo, files: uploads.ready });
            setReplyTo(null);
            uploads.clear();
          }}
        />
      </>
    ),
    body: state ? (
      <Conversation
        entries={entries}
        unsent={unsent}
        state={state}
        hasOlder={thread.hasOlder}
        onLoadOlder={loadOlder}
        onRetry={store.retry}
        onDiscard={store.discard}
        onReply={state.status === "closed" ? undefined : answer}
        onRead={store.markRead}
        visible={visible}
        offline={thread.offline}
        typing={thread.typing}
        intro={intro}
        outro={outro?.(state)}
      />
    ) : (
      <Waiting />
    ),
  };
}

function quoteOf({ key, seq, body, files, own, author, deleted }: MessageLine): Quote {
  const text = previewOf(
    body,
    files.map((file) => file.name),
  );
  const name = own ? null : author.name;
  return { id: key, seq: seq ?? 0, kind: "message", author: { name }, text, deleted };
}
