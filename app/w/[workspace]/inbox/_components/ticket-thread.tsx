"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CommandRefusals } from "@/components/chat/command-refusals";
import { ConnectionBar } from "@/components/chat/connection-bar";
import { threadLines } from "@/components/chat/thread-lines";
import { ThreadLog } from "@/components/chat/thread-log";
import { Banner } from "@/components/ui/banner";
import { ErrorState } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useAttention } from "@/lib/customer-chat/use-attention";
import { useDraft } from "@/lib/customer-chat/use-draft";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { OpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import type { TicketDetail } from "@/lib/domain/tasks/views";
import { Composer, type ComposerMode } from "./composer";
import { type OpenPicker, TicketHeader } from "./ticket-header";
import { TicketKeys } from "./ticket-keys";
import { TypingLine } from "./typing-line";
import type { InboxNavigation } from "./use-inbox-address";
import type { TicketChanges } from "./use-ticket-changes";
import { allSent, useTicketThread } from "./use-ticket-thread";
import { useViewers } from "./use-viewers";

export interface TicketThreadProps {
  slug: string;
  me: PersonRef;
  /** What was loaded when the ticket was opened, with the ticket as it is now beside it. */
  opened: OpenTicket;
  ticket: TicketDetail;
  changes: TicketChanges;
  address: InboxNavigation;
  timeZone: string;
  onRead: (chatId: string, seq: number) => void;
  /** To the ticket that follows in the list. */
  onNext: () => void;
}

/** An open ticket: head, conversation, composer. Mounted anew for each ticket, so that nothing travels along. */
export function TicketThread(props: TicketThreadProps) {
  const { slug, me, opened, ticket, changes, address, timeZone, onRead, onNext } = props;
  const t = useTranslations("inbox.thread");
  const chat = useTranslations("chat");
  const tasks = useTranslations("tasks");
  const { chatId } = ticket;
  const thread = useTicketThread(chatId, opened.thread);
  const { store, entries, unsent, state } = thread;
  const { viewers, customerTypes, stopCustomer, tell } = useViewers(
    chatId,
    thread.membersEpoch,
    opened.typingChannel,
  );
  const { attentive } = useAttention(true);
  const [picker, setPicker] = useState<OpenPicker>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(`member.${me.id}`, chatId);
  // Kept beside the text: after a reload a note must not turn into a reply.
  const [savedMode, setMode] = useDraft(`member.${me.id}.mode`, chatId);
  const replyAllowed = ticket.status !== "closed";
  const mode: ComposerMode = savedMode === "note" || !replyAllowed ? "note" : "reply";
  const customerName = ticket.requester.name ?? ticket.requester.email ?? tasks("anonymous");
  const newAfter = useRef(unreadFrom(opened));

  const lines = useMemo(
    () =>
      threadLines({
        entries,
        unsent,
        state,
        me,
        requesterId: ticket.requester.id,
        newAfter: newAfter.current,
        timeZone,
      }),
    [entries, unsent, state, me, ticket.requester.id, timeZone],
  );

  const newest = entries.at(-1);
  useEffect(() => {
    if (newest?.author.kind === "customer") stopCustomer();
  }, [newest, stopCustomer]);

  const seq = newest?.seq ?? 0;
  const onSeen = useCallback(() => {
    if (!attentive || seq === 0) return;
    store.markRead(seq);
    onRead(chatId, seq);
  }, [attentive, seq, store, onRead, chatId]);

  function send(): void {
    store.send({ body: text, kind: mode === "note" ? "note" : "message" });
    setText("");
    setMode("");
    tell("idle");
  }

  async function sendAndResolve() {
    send();
    if (!(await allSent(store))) return;
    if (await changes.setStatus("resolved")) onNext();
  }

  function write(next: string) {
    setText(next);
    tell(next.trim() ? mode : "idle");
  }

  function compose(next: ComposerMode) {
    setMode(next === "note" ? "note" : "");
    tell("idle");
    input.current?.focus();
  }

  if (thread.error)
    return <ErrorState title={chat("loadFailed")} onRetry={() => void store.catchUp()} className="m-auto" />;
  return (
    <>
      <TicketKeys me={me} ticket={ticket} changes={changes} onPicker={setPicker} onCompose={compose} />
      <TicketHeader
        slug={slug}
        me={me}
        ticket={ticket}
        changes={changes}
        viewers={viewers}
        timeZone={timeZone}
        listHref={address.hrefOf({ number: null })}
        hrefOfTicket={(number) => address.hrefOf({ number })}
        picker={picker}
        onPicker={setPicker}
      />
      <ConnectionBar status={thread.status} />
      <ThreadLog
        lines={lines}
        myId={me.id}
        timeZone={timeZone}
        ready={thread.status !== "loading"}
        hasOlder={thread.hasOlder}
        onOlder={() =>
          void store.loadOlder().catch(() => toast({ title: chat("olderFailed"), tone: "danger" }))
        }
        onSeen={onSeen}
        onRetry={store.retry}
        onDiscard={store.discard}
        footer={customerTypes ? <TypingLine name={customerName} /> : null}
      />
      {replyAllowed ? null : (
        <Banner shape="bar" tone="info" className="shrink-0">
          {t("closed")}
        </Banner>
      )}
      <CommandRefusals chatId={chatId} />
      <Composer
        ref={input}
        mode={mode}
        onMode={compose}
        text={text}
        onText={write}
        customerName={customerName}
        replyAllowed={replyAllowed}
        mayResolve={ticket.nextStatuses.includes("resolved")}
        onSend={send}
        onSendAndResolve={() => void sendAndResolve()}
      />
    </>
  );
}

/** Where the mark "new" stands; none where everything is read, or nothing was ever read and all is new. */
function unreadFrom({ ticket }: OpenTicket): number | null {
  return ticket.readSeq > 0 && ticket.readSeq < ticket.messageSeq ? ticket.readSeq : null;
}
