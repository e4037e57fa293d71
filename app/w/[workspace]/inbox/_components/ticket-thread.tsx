"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CommandRefusals } from "@/components/chat/command-refusals";
import { Composer, takeBack } from "@/components/chat/composer/composer";
import { useComposer } from "@/components/chat/composer/use-composer";
import { ConnectionBar } from "@/components/chat/connection-bar";
import { DropTarget } from "@/components/chat/files/drop-target";
import { AttachButton, UploadTray } from "@/components/chat/files/upload-tray";
import { useUploads } from "@/components/chat/files/use-uploads";
import { MemberLog, type MemberLogHandle } from "@/components/chat/member-log";
import { messageHref } from "@/components/chat/message-element";
import { useMemberThread } from "@/components/chat/use-member-thread";
import { useViewers } from "@/components/chat/use-viewers";
import { TypingLine } from "@/components/conversation/typing-line";
import { mayUndoWith } from "@/components/tasks/may-undo";
import { useTaskDesk } from "@/components/tasks/task-desk";
import { Banner } from "@/components/ui/banner";
import { ErrorState } from "@/components/ui/error-state";
import type { NewMessage } from "@/lib/chat-client/unsent";
import { useAttention } from "@/lib/chat-client/use-attention";
import { quoteOf } from "@/lib/domain/chats/quote";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { OpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import type { LinkedTask, TicketDetail } from "@/lib/domain/tasks/views";
import { memberHeaders, useMay, useMemberChannels } from "@/lib/realtime/member-realtime";
import { firstNameOf, type VariableValues } from "@/lib/reply-variables/variables";
import { FollowKey } from "../../t/_components/follow-key";
import { type OpenPicker, TicketHeader } from "./ticket-header";
import { TicketKeys } from "./ticket-keys";
import type { InboxNavigation } from "./use-inbox-address";
import type { TicketChanges } from "./use-ticket-changes";

export interface TicketThreadProps {
  slug: string;
  me: PersonRef;
  /** What was loaded when the ticket was opened, with the ticket as it is now beside it. */
  opened: OpenTicket;
  ticket: TicketDetail;
  changes: TicketChanges;
  /** What it is linked with, as far as that is known. */
  links: readonly LinkedTask[] | null;
  /** Follows it, or no longer. */
  onFollow: () => void;
  address: InboxNavigation;
  timeZone: string;
  onRead: (chatId: string, seq: number) => void;
  /** To the ticket that follows in the list. */
  onNext: () => void;
}

/** An open ticket: head, conversation, composer. Mounted anew for each ticket, so that nothing travels along. */
export function TicketThread(props: TicketThreadProps) {
  const { slug, me, opened, ticket, changes, links, address, timeZone, onRead, onNext } = props;
  const t = useTranslations("inbox.thread");
  const chat = useTranslations("chat");
  const tasks = useTranslations("tasks");
  const keys = useTranslations("inbox.keys");
  const { chatId } = ticket;
  const thread = useMemberThread(chatId, opened.thread);
  const { store, unsent } = thread;
  const { viewers, customerTypes, stopCustomer, tell } = useViewers(chatId, thread.membersEpoch, true);
  const { attentive } = useAttention(true);
  const uploads = useUploads(chatId, `member.${me.id}`, memberHeaders(slug));
  const [picker, setPicker] = useState<OpenPicker>(null);
  const composer = useComposer(chatId, opened.draft);
  const replyAllowed = ticket.status !== "closed";
  const customerName = ticket.requester.name ?? ticket.requester.email ?? tasks("anonymous");
  const { workspaceName } = useMemberChannels();
  const { number, title, requester } = ticket;
  const values = useMemo<VariableValues>(
    () => ({
      "customer.name": requester.name,
      "customer.first_name": firstNameOf(requester.name),
      "customer.email": requester.email,
      "ticket.number": String(number),
      "ticket.title": title,
      "agent.name": me.name,
      "agent.first_name": firstNameOf(me.name),
      "workspace.name": workspaceName,
    }),
    [requester, number, title, me.name, workspaceName],
  );
  const newAfter = useRef(unreadFrom(opened));

  const log = useRef<MemberLogHandle>(null);
  const mayDeleteAny = useMay("message:delete-any");
  const mayUndo = useMemo(() => mayUndoWith(true, links ?? [], !replyAllowed), [links, replyAllowed]);
  const make = useTaskDesk()?.make;
  const origin = { chatId, becomesTask: false };

  const newest = thread.newest.at(-1);
  useEffect(() => {
    if (newest?.author.kind === "customer") stopCustomer();
  }, [newest, stopCustomer]);

  const seq = newest?.seq ?? 0;
  /** The newest entry that was in sight: a reply is about what stands up to there. */
  const seen = useRef(opened.ticket.readSeq);
  const onSeen = useCallback(() => {
    if (!attentive || seq === 0) return;
    seen.current = Math.max(seen.current, seq);
    store.markRead(seq);
    onRead(chatId, seq);
  }, [attentive, seq, store, onRead, chatId]);

  const send = (message: NewMessage) => store.send({ ...message, baseSeq: seen.current });

  async function sendAndResolve(message: NewMessage) {
    send(message);
    if (!(await store.allSent())) return;
    if (await changes.setStatus("resolved")) onNext();
  }

  function compose(kind: "message" | "note") {
    composer.compose(kind);
    tell("idle");
  }

  if (thread.error)
    return <ErrorState title={chat("loadFailed")} onRetry={() => void store.catchUp()} className="m-auto" />;
  return (
    <>
      <FollowKey group={keys("ticket")} onToggle={props.onFollow} />
      <TicketKeys
        me={me}
        ticket={ticket}
        changes={changes}
        onPicker={setPicker}
        onCompose={compose}
        onMakeTask={make && (() => make(origin))}
        onCanned={composer.offerCanned}
      />
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
      <MemberLog
        ref={log}
        thread={thread}
        me={me}
        requesterId={ticket.requester.id}
        newAfter={newAfter.current}
        timeZone={timeZone}
        mayDeleteAny={mayDeleteAny}
        linkOf={(id) => messageHref(address.hrefOf({}), id)}
        onSeen={onSeen}
        onReply={(entry) => composer.answer(quoteOf(entry))}
        onMakeTask={make && ((entry) => make({ ...origin, message: { id: entry.id, text: entry.body } }))}
        mayUndo={mayUndo}
        onTakeBack={(message) => takeBack([message], composer, uploads)}
        footer={
          customerTypes ? <TypingLine>{chat("typing", { names: customerName, count: 1 })}</TypingLine> : null
        }
      />
      {replyAllowed ? null : (
        <Banner shape="bar" tone="info" className="shrink-0">
          {t("closed")}
        </Banner>
      )}
      <CommandRefusals chatId={chatId} />
      <DropTarget onFiles={uploads.add} />
      <Composer
        place="ticket"
        files={{ ...uploads, tray: <UploadTray uploads={uploads} /> }}
        tools={<AttachButton uploads={uploads} />}
        name={customerName}
        composer={composer}
        values={values}
        replyAllowed={replyAllowed}
        onSend={send}
        onSendAndResolve={
          ticket.nextStatuses.includes("resolved") ? (message) => void sendAndResolve(message) : undefined
        }
        unsent={unsent}
        onRetry={store.retry}
        onDiscard={store.discard}
        onEditLast={() => log.current?.editLast() ?? false}
        onTyping={(mode) => tell(mode === "message" ? "idle" : mode)}
      />
    </>
  );
}

/** Where the mark "new" stands; none where everything is read, or nothing was ever read and all is new. */
function unreadFrom({ ticket }: OpenTicket): number | null {
  return ticket.readSeq > 0 && ticket.readSeq < ticket.messageSeq ? ticket.readSeq : null;
}
