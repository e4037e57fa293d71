"use client";

import Link from "next/link";
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
import type { Selection } from "@/components/chat/message-actions";
import { messageHref } from "@/components/chat/message-element";
import { type JoinedThread, useJoinedThread } from "@/components/chat/use-joined-thread";
import { useViewers } from "@/components/chat/use-viewers";
import { TypingLine } from "@/components/conversation/typing-line";
import { mayUndoWith } from "@/components/tasks/may-undo";
import { useTaskDesk } from "@/components/tasks/task-desk";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import type { Joined } from "@/lib/chat-client/joined-threads";
import type { NewMessage } from "@/lib/chat-client/unsent";
import { useAttention } from "@/lib/chat-client/use-attention";
import { quoteOf } from "@/lib/domain/chats/quote";
import type { MemberEntry } from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { MergedThread, OpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import type { LinkedTask, TicketDetail } from "@/lib/domain/tasks/views";
import { memberHeaders, useMay, useMemberChannels } from "@/lib/realtime/member-realtime";
import { firstNameOf, type VariableValues } from "@/lib/reply-variables/variables";
import { FollowKey } from "../../t/_components/follow-key";
import { MergeDialog } from "./merge-dialog";
import { ReplyTarget } from "./reply-target";
import { SplitBar } from "./split-bar";
import { type OpenPicker, TicketHeader } from "./ticket-header";
import { TicketKeys } from "./ticket-keys";
import type { InboxNavigation } from "./use-inbox-address";
import type { TicketChanges } from "./use-ticket-changes";
import type { TicketMerge } from "./use-ticket-merge";

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
  merging: TicketMerge;
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
  const merged = useMerged(opened, ticket);
  const thread = useJoinedThread([
    { chatId, origin: null, initial: opened.thread },
    ...merged.map(({ chatId, number, thread }) => ({ chatId, origin: { chatId, number }, initial: thread })),
    ...opened.split.map(({ chatId, number, entries }) => ({
      chatId,
      origin: { chatId, number },
      fixed: entries,
    })),
  ]);
  const { store, unsent, parts } = thread;
  const { viewers, customerTypes, stopCustomer, tell } = useViewers(chatId, thread.membersEpoch, true);
  const { attentive } = useAttention(true);
  const [picker, setPicker] = useState<OpenPicker>(null);
  const [writesTo, setWritesTo] = useState(chatId);
  /** In whose conversation one writes: the ticket's own, or that of one that was merged into it. */
  const to = merged.find((one) => one.chatId === writesTo) ?? { ...ticket, draft: opened.draft };
  const part = parts.find((one) => one.chatId === to.chatId) ?? parts[0]!;
  const uploads = useUploads(to.chatId, `member.${me.id}`, memberHeaders(slug));
  const composer = useComposer(to.chatId, to.draft);
  const replyAllowed = ticket.status !== "closed";
  const nameOf = (one: TicketDetail["requester"]) => one.name ?? one.email ?? tasks("anonymous");
  const customerName = nameOf(to.requester);
  const { workspaceName } = useMemberChannels();
  const { number, title, requester } = to;
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

  /** The newest entry of each chat that was in sight: a reply is about what stands up to there. */
  const seen = useRef(new Map([[chatId, opened.ticket.readSeq]]));
  const onSeen = useCallback(() => {
    if (!attentive) return;
    for (const { chatId, store, snapshot, isFixed } of parts) {
      if (isFixed) continue;
      const seq = snapshot.newest.at(-1)?.seq ?? 0;
      if (seq === 0) continue;
      seen.current.set(chatId, Math.max(seen.current.get(chatId) ?? 0, seq));
      store.markRead(seq);
      onRead(chatId, seq);
    }
  }, [attentive, parts, onRead]);
  const mergedChats = useMemo(
    () =>
      new Map([
        ...merged.map((one) => {
          const state = parts.find(({ chatId }) => chatId === one.chatId)?.snapshot.state ?? null;
          const newAfter = one.readSeq > 0 ? one.readSeq : null;
          return [one.chatId, { state, requesterId: one.requester.id, newAfter }] as const;
        }),
        ...opened.split.map(
          ({ chatId, requesterId }) => [chatId, { state: null, requesterId, newAfter: null }] as const,
        ),
      ]),
    [merged, opened.split, parts],
  );
  const { chosen, selection, begin, end } = useSelection(thread.entries, parts);

  const send = (message: NewMessage) => {
    // What is sent is shown at the end, wherever its author was looking.
    if (parts.length > 1) store.showNewest();
    part.store.send({ ...message, baseSeq: seen.current.get(part.chatId) ?? 0 });
  };

  async function sendAndResolve(message: NewMessage) {
    send(message);
    if (!(await store.allSent())) return;
    if (await changes.setStatus("resolved")) onNext();
  }

  function compose(kind: "message" | "note") {
    composer.compose(kind);
    tell("idle");
  }

  /** An answer goes to whoever asked where the message stands. */
  const [answering, setAnswering] = useState<MemberEntry | null>(null);
  useEffect(() => {
    if (!answering) return;
    setAnswering(null);
    composer.answer(quoteOf(answering));
  }, [answering, composer]);
  function answer(entry: Joined<MemberEntry>) {
    const there = entry.origin?.chatId ?? chatId;
    const isWritable = parts.some((one) => one.chatId === there && !one.isFixed);
    setWritesTo(isWritable ? there : chatId);
    // What was split off stands in a chat of its own, so that nothing in this one can quote it.
    if (isWritable) setAnswering(entry);
    else compose("message");
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
        onSplit={() => begin()}
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
        onSplit={() => begin()}
      />
      <ConnectionBar status={thread.status} />
      <MemberLog
        ref={log}
        thread={thread}
        me={me}
        requesterId={ticket.requester.id}
        newAfter={newAfter.current}
        merged={mergedChats.size > 0 ? mergedChats : undefined}
        selection={selection}
        onSelect={ticket.mergedInto === null ? (entry) => begin(entry) : undefined}
        timeZone={timeZone}
        mayDeleteAny={mayDeleteAny}
        linkOf={(id) => messageHref(address.hrefOf({}), id)}
        onSeen={onSeen}
        onReply={answer}
        onMakeTask={
          make &&
          ((entry: Joined<MemberEntry>) =>
            make({
              ...origin,
              chatId: entry.origin?.chatId ?? chatId,
              message: { id: entry.id, text: entry.body },
            }))
        }
        mayUndo={mayUndo}
        onTakeBack={(message) => takeBack([message], composer, uploads)}
        footer={
          customerTypes ? <TypingLine>{chat("typing", { names: customerName, count: 1 })}</TypingLine> : null
        }
      />
      {ticket.mergedInto !== null ? (
        <MergedBanner
          number={ticket.mergedInto}
          href={address.hrefOf({ number: ticket.mergedInto })}
          onUnmerge={props.merging.unmerge}
        />
      ) : replyAllowed ? null : (
        <Banner shape="bar" tone="info" className="shrink-0">
          {t("closed")}
        </Banner>
      )}
      {parts.map((one) => (one.isFixed ? null : <CommandRefusals key={one.chatId} chatId={one.chatId} />))}
      {selection ? (
        <SplitBar
          slug={slug}
          ticket={ticket}
          chosen={chosen}
          onChange={props.merging.onChange}
          onOpen={props.merging.onOpen}
          onClose={end}
        />
      ) : (
        <DropTarget onFiles={uploads.add} />
      )}
      <Composer
        hidden={selection !== null}
        key={to.chatId}
        place="ticket"
        above={
          merged.length > 0 ? (
            <ReplyTarget
              recipients={[ticket, ...merged].map((one) => recipientOf(one, nameOf(one.requester)))}
              to={recipientOf(to, customerName)}
              onChange={setWritesTo}
            />
          ) : null
        }
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
        onTyping={(mode) => tell(mode === "message" ? "idle" : mode, to.chatId)}
      />
      {picker === "merge" ? (
        <MergeDialog
          slug={slug}
          ticket={ticket}
          onMerge={props.merging.merge}
          onClose={() => setPicker(null)}
        />
      ) : null}
    </>
  );
}

/** The messages that are chosen to be split off; none are unless somebody began to choose. */
function useSelection(entries: readonly Joined<MemberEntry>[], parts: JoinedThread["parts"]) {
  // The messages themselves: whoever scrolls far leaves some behind.
  const [all, setAll] = useState<ReadonlyMap<string, MemberEntry> | null>(null);
  const latest = useRef(entries);
  latest.current = entries;
  const fixed = useMemo(
    () => new Set(parts.flatMap(({ chatId, isFixed }) => (isFixed ? [chatId] : []))),
    [parts],
  );
  const selection = useMemo<Selection | null>(
    () =>
      all && {
        has: (id) => all.has(id),
        toggle: (id) =>
          setAll((before) => {
            const next = new Map(before);
            const entry = latest.current.find((one) => one.id === id);
            if (!next.delete(id) && entry) next.set(id, entry);
            return next;
          }),
        // What is gone, or belongs to another ticket already, is not split off.
        may: ({ entry, deleted, splitInto, origin }) =>
          entry !== null && !deleted && splitInto === null && !(origin && fixed.has(origin.chatId)),
      },
    [all, fixed],
  );
  const begin = useCallback(
    (entry?: MemberEntry) => setAll(new Map(entry ? [[entry.id, entry] as const] : [])),
    [],
  );
  const end = useCallback(() => setAll(null), []);
  const chosen = useMemo(
    () => [...(all?.values() ?? [])].sort((one, other) => (one.at < other.at ? -1 : 1)),
    [all],
  );
  return { chosen, selection, begin, end };
}

/** What is shown of other tickets in this one's thread, as long as they are merged into it. */
function useMerged({ merged }: OpenTicket, { mergedFrom }: TicketDetail): MergedThread[] {
  const key = mergedFrom.map(({ chatId }) => chatId).join(" ");
  return useMemo(() => merged.filter(({ chatId }) => key.includes(chatId)), [merged, key]);
}

const recipientOf = ({ chatId, number }: { chatId: string; number: number }, name: string) => ({
  chatId,
  number,
  name,
});

function MergedBanner(props: { number: number; href: string; onUnmerge: () => void }) {
  const { number, href, onUnmerge } = props;
  const t = useTranslations("inbox.merge");
  return (
    <Banner
      shape="bar"
      tone="info"
      className="shrink-0 flex-wrap"
      action={
        <Button variant="link" size="sm" onClick={onUnmerge}>
          {t("unmerge")}
        </Button>
      }
    >
      {t.rich("shownIn", {
        number,
        link: (words) => (
          <Link href={href} className="font-medium underline underline-offset-2">
            {words}
          </Link>
        ),
      })}
    </Banner>
  );
}

/** Where the mark "new" stands; none where everything is read, or nothing was ever read and all is new. */
function unreadFrom({ ticket }: OpenTicket): number | null {
  return ticket.readSeq > 0 && ticket.readSeq < ticket.messageSeq ? ticket.readSeq : null;
}
