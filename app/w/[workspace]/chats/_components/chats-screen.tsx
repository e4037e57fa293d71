"use client";

import { MessageCirclePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { useChatStarter } from "@/components/chats/chat-starter";
import { useChatName } from "@/components/chats/use-chat-name";
import { InboxLayout, type InboxLayoutProps } from "@/components/shell/inbox-layout";
import { ListSearchBox } from "@/components/shell/list-search-box";
import { useDocumentTitle } from "@/components/shell/use-document-title";
import { IconButton } from "@/components/ui/icon-button";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { ChatsStartView } from "@/lib/domain/chats/queries/get-chats";
import type { OpenChat } from "@/lib/domain/chats/queries/get-open-chat";
import { useOwnTimeZone } from "@/lib/i18n/use-own-time-zone";
import { PeoplePresence } from "@/lib/realtime/people-presence";
import { useMemberPresence } from "@/lib/realtime/use-member-presence";
import { TaskDeskHost } from "../../t/_components/task-desk-host";
import { type ChatsAddress, longestSearch } from "../search-params";
import { ChatList } from "./chat-list";
import { ChatListKeys } from "./chat-list-keys";
import { ChatTabs } from "./chat-tabs";
import { tellRead, useChatDeeds } from "./use-chat-deeds";
import { ChatFeed, useChatList } from "./use-chat-list";
import { useChatsAddress } from "./use-chats-address";
import { useOpenChat } from "./use-open-chat";
import { useOpenParts } from "./use-open-parts";

export interface ChatsScreenProps {
  slug: string;
  start: ChatsStartView;
  place: Omit<ChatsAddress, "chatId">;
  /** The chat in the address, if there is one and the member may see it. */
  opened: OpenChat | null;
  /** As the account or an earlier visit says; undefined when nobody has said. */
  timeZone: string | undefined;
  settings: InboxLayoutProps["settings"];
}

/** Chats, conversation, people. The address says which; moving between chats asks only for what is not here yet. */
export function ChatsScreen(props: ChatsScreenProps) {
  return (
    <PeoplePresence>
      <Screen {...props} />
    </PeoplePresence>
  );
}

function Screen({ slug, start, place, opened: initial, timeZone: known, settings }: ChatsScreenProps) {
  const t = useTranslations("chats");
  const { me, page, handlesTickets } = start;
  const timeZone = useOwnTimeZone(known);
  const starter = useChatStarter();
  const address = useChatsAddress(slug);
  const { go, chatId } = address;
  const open = useOpenChat(slug, chatId, initial);
  const list = useChatList({ place: address, openId: chatId, initial: { ...place, ...page } });
  const { store, rows } = list;
  const [focused, setFocused] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const nameOf = useChatName(me.id);

  const opened = open.opened;
  // The list may have heard more of it than was loaded with the conversation.
  const rowOf = (id: string) => {
    const known = store.row(id);
    return opened?.row.id === id ? newer(opened.row, known) : known;
  };
  const chat = (opened && rowOf(opened.row.id)) ?? null;
  const name = chat ? nameOf(chat) : null;
  useMemberPresence(opened?.row.id ?? null);
  useDocumentTitle(name ?? t("title"));

  const { applyRow, leave } = open;
  const onRow = useCallback(
    (row: ChatRow) => {
      store.tell({ type: "row", row });
      applyRow(row);
    },
    [store, applyRow],
  );
  const deeds = useChatDeeds({ slug, nameOf, rowOf, onRow });
  const onOpen = useCallback(
    (id: string) => {
      setFocused(id);
      go({ chatId: id });
    },
    [go],
  );
  const onRead = useCallback(
    (id: string, seq: number) => {
      const row = store.row(id);
      // What was read before is known; that its reader came back is not.
      if (row?.markedUnread) void tellRead(slug, row, { opened: true }).catch(() => {});
      store.tell({ type: "read", chatId: id, seq });
    },
    [store, slug],
  );
  const onSearch = useCallback((q: string) => go({ q }, { replace: true }), [go]);

  const { thread, context } = useOpenParts({
    slug,
    me,
    address,
    open,
    chat,
    name,
    deeds,
    timeZone,
    withSupport: handlesTickets,
    onRead,
    onWriteTo: starter.writeTo,
  });

  return (
    <TaskDeskHost slug={slug} me={me} timeZone={timeZone}>
      <ChatFeed store={store} onRow={applyRow} onLeft={leave} />
      <ChatListKeys
        rows={rows ?? []}
        address={address}
        withSupport={handlesTickets}
        focused={focused}
        onFocus={setFocused}
        search={search}
        onNew={starter.open}
      />
      <InboxLayout
        heading={t("title")}
        threadOpen={chatId !== null}
        settings={settings}
        list={
          <>
            <h2 className="sr-only">{t("title")}</h2>
            <div className="flex h-12 shrink-0 items-center gap-1 px-2">
              <ChatTabs
                tab={address.tab}
                unread={address.unread}
                withSupport={handlesTickets}
                hrefOf={(tab) => address.hrefOf({ tab })}
                onChange={(tab) => go({ tab })}
                onUnread={(unread) => go({ unread })}
              />
              <NewChatButton onClick={starter.open} />
            </div>
            <ListSearchBox
              ref={search}
              q={address.q}
              maxLength={longestSearch}
              texts={{
                label: t("search.label"),
                placeholder: t("search.placeholder"),
                clear: t("search.clear"),
              }}
              onChange={onSearch}
            />
            <ChatList
              list={list}
              address={address}
              myId={me.id}
              timeZone={timeZone}
              focused={focused}
              onOpen={onOpen}
              onNew={starter.open}
            />
          </>
        }
        context={context}
      >
        {thread}
      </InboxLayout>
    </TaskDeskHost>
  );
}

function NewChatButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("shell.newChat");
  return (
    <IconButton
      label={t("open")}
      keys={["C"]}
      variant="primary"
      size="sm"
      onClick={onClick}
      className="shrink-0"
    >
      <MessageCirclePlus aria-hidden />
    </IconButton>
  );
}

const newer = (one: ChatRow, other: ChatRow | undefined): ChatRow =>
  other && other.rev >= one.rev ? other : one;
