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
import type { ChatRow } from "@/lib/domain/chats/list-views";
import { quoteOf } from "@/lib/domain/chats/quote";
import type { Draft, MemberChatState, MemberEntry, MemberWindow } from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { memberHeaders, useMay } from "@/lib/realtime/member-realtime";
import type { ShownTask } from "../../t/_components/use-task";
import { chatsHref } from "../search-params";
import { ChatBeginning } from "./chat-beginning";
import { ChatHeader } from "./chat-header";
import { ChatKeys } from "./chat-keys";
import { TypingNames } from "./typing-names";
import type { ChatDeeds } from "./use-chat-deeds";

export interface ChatThreadProps {
  slug: string;
  me: PersonRef;
  chat: ChatRow;
  name: string;
  /** What was loaded when the chat was opened. */
  thread: MemberWindow;
  draft: Draft | null;
  deeds: ChatDeeds;
  /** What the chat is about, if that is some work. */
  task: ShownTask;
  timeZone: string;
  listHref: string;
  onRead: (chatId: string, seq: number) => void;
  onState: (chatId: string, state: MemberChatState) => void;
  /** The chat is no longer the member's to see. */
  onGone: (chatId: string) => void;
}

/** An open direct or group chat: head, conversation, composer. Mounted anew for each chat, so that nothing travels along. */
export function ChatThread(props: ChatThreadProps) {
  const { slug, me, chat, draft, name, deeds, task, timeZone, listHref, onRead, onState, onGone } = props;
  const t = useTranslations("chats.thread");
  const words = useTranslations("chat");
  const thread = useMemberThread(chat.id, props.thread);
  const { store, newest, unsent, state, error } = thread;
  const { viewers, tell } = useViewers(chat.id, thread.membersEpoch, false);
  const { attentive } = useAttention(true);
  const uploads = useUploads(chat.id, `member.${me.id}`, memberHeaders(slug));
  const composer = useComposer(chat.id, draft);
  const { work } = task;
  const mayUndo = useMemo(() => mayUndoWith(work?.mayChange ?? false, work?.links ?? []), [work]);
  const make = useTaskDesk()?.make;
  const origin = { chatId: chat.id, becomesTask: chat.task === null };
  const [newAfter, setNewAfter] = useState(() => unreadFrom(chat));
  /** Marked unread while open: it stays so until its reader writes or comes back. */
  const [keptUnread, setKeptUnread] = useState(false);

  const log = useRef<MemberLogHandle>(null);
  const mayDeleteAny = useMay("message:delete-any");

  useEffect(() => {
    if (state) onState(chat.id, state);
  }, [state, onState, chat.id]);
  const gone = error?.code === "NOT_FOUND" || error?.code === "FORBIDDEN";
  useEffect(() => {
    if (gone) onGone(chat.id);
  }, [gone, onGone, chat.id]);

  const seq = newest.at(-1)?.seq ?? 0;
  const onSeen = useCallback(() => {
    if (!attentive || seq === 0 || keptUnread) return;
    store.markRead(seq);
    onRead(chat.id, seq);
  }, [attentive, seq, keptUnread, store, onRead, chat.id]);

  /** From the message on that is named, else from the last one of somebody else. */
  function markUnread(from?: MemberEntry) {
    const last = newest.findLast(
      ({ kind, author }) => kind !== "event" && !("id" in author && author.id === me.id),
    );
    const fromSeq = from?.seq ?? last?.seq ?? seq;
    if (fromSeq === 0) return;
    setKeptUnread(true);
    setNewAfter(fromSeq - 1);
    deeds.markUnread(chat, fromSeq);
  }

  function send(message: NewMessage) {
    setKeptUnread(false);
    store.send(message);
  }

  if (error)
    return gone ? null : (
      <ErrorState title={words("loadFailed")} onRetry={() => void store.catchUp()} className="m-auto" />
    );
  const other = state?.kind === "direct" ? state.participants.find(({ removed }) => removed) : undefined;
  const empty =
    thread.status !== "loading" && unsent.length === 0 && newest.every(({ kind }) => kind === "event");
  const typing = viewers.some(({ mode }) => mode !== "viewing");
  return (
    <>
      <ChatKeys
        chat={chat}
        deeds={deeds}
        onWrite={() => composer.compose("message")}
        onMarkUnread={() => markUnread()}
        onMakeTask={make && (() => make(origin))}
      />
      <ChatHeader
        chat={chat}
        name={name}
        myId={me.id}
        deeds={deeds}
        viewers={viewers}
        listHref={listHref}
        onMarkUnread={() => markUnread()}
      />
      <ConnectionBar status={thread.status} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {empty ? <ChatBeginning chat={chat} name={name} myId={me.id} /> : null}
        <MemberLog
          ref={log}
          thread={thread}
          me={me}
          requesterId={null}
          newAfter={newAfter}
          timeZone={timeZone}
          mayDeleteAny={mayDeleteAny}
          linkOf={(id) =>
            messageHref(chatsHref(slug, { tab: "all", unread: false, q: "", chatId: chat.id }), id)
          }
          onSeen={onSeen}
          onReply={other ? undefined : (entry) => composer.answer(quoteOf(entry))}
          onMarkUnread={markUnread}
          onMakeTask={make && ((entry) => make({ ...origin, message: { id: entry.id, text: entry.body } }))}
          mayUndo={mayUndo}
          onTakeBack={other ? undefined : (message) => takeBack([message], composer, uploads)}
          footer={
            typing ? (
              <TypingLine>
                <TypingNames viewers={viewers} />
              </TypingLine>
            ) : null
          }
        />
      </div>
      {other ? (
        <Banner shape="bar" tone="info" className="shrink-0">
          {t("readOnly", { name: other.user.name })}
        </Banner>
      ) : (
        <>
          <CommandRefusals chatId={chat.id} />
          <DropTarget onFiles={uploads.add} />
          <Composer
            place="chat"
            files={{ ...uploads, tray: <UploadTray uploads={uploads} /> }}
            tools={<AttachButton uploads={uploads} />}
            name={name}
            composer={composer}
            onSend={send}
            unsent={unsent}
            onRetry={store.retry}
            onDiscard={store.discard}
            onEditLast={() => log.current?.editLast() ?? false}
            onTyping={(mode) => tell(mode === "idle" ? "idle" : "reply")}
          />
        </>
      )}
    </>
  );
}

/** Where the mark "new" stands; none where everything is read, or nothing was ever read and all is new. */
function unreadFrom({ unread, readSeq }: ChatRow): number | null {
  return unread > 0 && readSeq > 0 ? readSeq : null;
}
