"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { ThreadSkeleton } from "@/components/chat/thread-skeleton";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { MemberChatState } from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useFollowers } from "../../t/_components/use-followers";
import { useLinks } from "../../t/_components/use-links";
import { useTask } from "../../t/_components/use-task";
import { NoChat } from "./no-chat";
import { TicketNews } from "./ticket-news";
import type { ChatDeeds } from "./use-chat-deeds";
import type { ChatsNavigation } from "./use-chats-address";
import type { useOpenChat } from "./use-open-chat";
import { useSupportChat } from "./use-support-chat";

// A list without an open chat is there sooner without them; they follow while its reader looks at it. Written out, so
// that a page with an open chat names them in its head.
const ChatThread = dynamic(() => import("./chat-thread").then((m) => m.ChatThread), {
  loading: ThreadSkeleton,
});
const ChatContext = dynamic(() => import("./chat-context").then((m) => m.ChatContext));
const TicketThread = dynamic(
  () => import("../../inbox/_components/ticket-thread").then((m) => m.TicketThread),
  { loading: ThreadSkeleton },
);
const TicketContext = dynamic(() =>
  import("../../inbox/_components/ticket-context").then((m) => m.TicketContext),
);

export interface OpenPartsInput {
  slug: string;
  me: PersonRef;
  address: ChatsNavigation;
  open: ReturnType<typeof useOpenChat>;
  /** The open chat's row as it is now. */
  chat: ChatRow | null;
  name: string | null;
  deeds: ChatDeeds;
  timeZone: string;
  /** Support chats can be among the member's. */
  withSupport: boolean;
  onRead: (chatId: string, seq: number) => void;
  onWriteTo: (userId: string) => void;
}

export interface OpenParts {
  thread: ReactNode;
  context: ReactNode;
}

/** The open conversation and what lies beside it: a ticket's as in the inbox for support chats. */
export function useOpenParts(input: OpenPartsInput): OpenParts {
  const { slug, me, address, open, chat, name, deeds, timeZone, withSupport, onRead, onWriteTo } = input;
  const { opened } = open;
  const { user, queues } = useMemberChannels();
  const listHref = address.hrefOf({ chatId: null });
  const toList = () => address.go({ chatId: null });
  const support = useSupportChat(slug, chat, listHref, timeZone);
  const links = useLinks(support.ticket);
  const followers = useFollowers(support.ticket, links.followers, links.refresh);
  const task = useTask(chat && chat.kind !== "support" ? (chat.task?.number ?? null) : null);
  /** What the conversation has told of its chat, which isn't told of the next one yet when that opens. */
  const [told, setTold] = useState<{ chatId: string; state: MemberChatState } | null>(null);
  const onState = useCallback((chatId: string, state: MemberChatState) => setTold({ chatId, state }), []);
  useEffect(() => {
    void import("./chat-thread");
    void import("./chat-context");
    if (!withSupport) return;
    void import("../../inbox/_components/ticket-thread");
    void import("../../inbox/_components/ticket-context");
  }, [withSupport]);

  if (!opened || !chat || name === null) {
    return { thread: <NoChat open={open} listHref={listHref} onBack={toList} />, context: null };
  }
  if (opened.thread) {
    return {
      thread: (
        <ChatThread
          key={chat.id}
          slug={slug}
          me={me}
          chat={chat}
          name={name}
          thread={opened.thread}
          draft={opened.draft}
          deeds={deeds}
          task={task}
          timeZone={timeZone}
          listHref={listHref}
          onRead={onRead}
          onState={onState}
          onGone={open.leave}
        />
      ),
      context: (
        <ChatContext
          slug={slug}
          myId={me.id}
          chat={chat}
          state={told?.chatId === chat.id ? told.state : opened.thread.state}
          deeds={deeds}
          task={task}
          timeZone={timeZone}
          onWriteTo={onWriteTo}
          onLeft={toList}
        />
      ),
    };
  }
  const { ticket, changes } = support;
  return {
    thread: (
      <>
        {[user, ...queues].map((channel) => (
          <TicketNews key={channel} channel={channel} onTicket={support.apply} onLeft={support.recheck} />
        ))}
        {support.opened && ticket ? (
          <TicketThread
            key={ticket.id}
            slug={slug}
            me={me}
            opened={support.opened}
            ticket={ticket}
            changes={changes}
            links={links.links}
            onFollow={followers.toggle}
            address={support.address}
            timeZone={timeZone}
            onRead={onRead}
            merging={support.merging}
            onNext={toList}
          />
        ) : (
          <NoChat
            open={{ ...open, error: support.error, retry: support.retry }}
            listHref={listHref}
            onBack={toList}
          />
        )}
      </>
    ),
    context: ticket ? (
      <TicketContext
        slug={slug}
        me={me}
        ticket={ticket}
        changes={changes}
        links={links}
        followers={followers}
        timeZone={timeZone}
        hrefOfTicket={support.hrefOfTicket}
        onOpen={(number) => support.address.go({ number })}
        onCustomer={support.applyCustomer}
      />
    ) : null,
  };
}
