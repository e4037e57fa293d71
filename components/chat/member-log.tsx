"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { MayUndo } from "@/components/tasks/may-undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Unsent } from "@/lib/chat-client/unsent";
import type { MemberEntry } from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { RemoveDialog } from "./lazy-message-parts";
import { isOwn, type MessageActions, MessageActionsProvider } from "./message-actions";
import { withPending } from "./pending-changes";
import { type MergedChat, threadLines } from "./thread-lines";
import { ThreadLog } from "./thread-log";
import { useEditing } from "./use-editing";
import { useJumps } from "./use-jumps";
import type { OpenThread } from "./use-member-thread";
import { useMessageChanges } from "./use-message-changes";

export interface MemberLogHandle {
  /** Begins to change one's latest message. @returns whether there is one in the part that is here */
  editLast: () => boolean;
}

export interface MemberLogProps {
  thread: OpenThread;
  me: PersonRef;
  /** Whoever asks for support; null in chats between members. */
  requesterId: string | null;
  /** The last entry that was read when the chat was opened; null for no mark. */
  newAfter: number | null;
  /** The chats that the thread shows besides its own. */
  merged?: ReadonlyMap<string, MergedChat>;
  timeZone: string;
  /** Takes back others' messages too. */
  mayDeleteAny: boolean;
  /** The path that leads to a message. */
  linkOf: (messageId: string) => string;
  /** The reader has the newest entry in sight. */
  onSeen: () => void;
  onReply?: (entry: MemberEntry) => void;
  onMarkUnread?: (entry: MemberEntry) => void;
  onMakeTask?: (entry: MemberEntry) => void;
  onSelect?: (entry: MemberEntry) => void;
  selection?: MessageActions["selection"];
  /** Whether to offer to take back what a line tells of. */
  mayUndo: MayUndo;
  /** What was not sent becomes what is being written. */
  onTakeBack?: (message: Unsent) => void;
  /** Under the last line: who is typing. */
  footer?: ReactNode;
  ref?: Ref<MemberLogHandle>;
}

/** The messages of a chat as members see it, and all that they can do with them. */
export function MemberLog(props: MemberLogProps) {
  const { thread, me, requesterId, newAfter, timeZone, mayDeleteAny, mayUndo, merged, ref } = props;
  const { chatId, store, messages, entries, unsent, state, hasNewer } = thread;
  const t = useTranslations("chat");
  const problemWords = useProblemWords();
  const changes = useMessageChanges(messages, store.apply);
  const { pending } = changes;
  const editing = useEditing(changes.edit);
  const [removing, setRemoving] = useState<MemberEntry | null>(null);
  const { target, leading, jump, jumpToDate } = useJumps(store.show, timeZone);
  const [olderFailed, setOlderFailed] = useState(false);

  const shown = useMemo(
    () => entries.map((entry) => withPending(entry, pending.get(entry.id), me)),
    [entries, pending, me],
  );
  const lines = useMemo(
    () =>
      threadLines({
        entries: shown,
        // They stand at the end, which isn't here.
        unsent: hasNewer ? [] : unsent,
        state,
        me,
        requesterId,
        newAfter,
        merged,
        timeZone,
        hasNewer,
      }),
    [shown, unsent, state, me, requesterId, newAfter, merged, timeZone, hasNewer],
  );

  const last = useRef<MemberEntry | null>(null);
  last.current =
    shown.findLast((entry) => isOwn(entry, me) && entry.kind !== "event" && !entry.deleted) ?? null;
  useImperativeHandle(ref, () => ({
    editLast: () => {
      if (last.current) editing.begin(last.current);
      return last.current !== null;
    },
  }));

  const latest = useRef({ props, changes, problemWords });
  latest.current = { props, changes, problemWords };
  const react = useCallback(
    (entry: MemberEntry, emoji: string) => {
      const { changes, problemWords } = latest.current;
      const on = !entry.reactions.some((one) => one.emoji === emoji && one.by.some(({ id }) => id === me.id));
      void changes.react(entry.id, emoji, on).then((error) => {
        if (error) toast({ title: t("reactions.failed"), text: problemWords(error), tone: "danger" });
      });
    },
    [me.id, t],
  );
  const copyLink = useCallback(
    ({ id }: MemberEntry) => {
      const { href } = new URL(latest.current.props.linkOf(id), location.origin);
      void navigator.clipboard?.writeText(href).then(() => toast({ title: t("actions.linkCopied") }));
    },
    [t],
  );
  const mayReply = props.onReply !== undefined;
  const mayMarkUnread = props.onMarkUnread !== undefined;
  const mayMakeTask = props.onMakeTask !== undefined;
  const maySelect = props.onSelect !== undefined;
  const { selection } = props;
  const mayTakeBack = props.onTakeBack !== undefined;
  const { begin } = editing;
  const actions = useMemo<MessageActions>(
    () => ({
      me,
      chatId,
      mayDeleteAny,
      react,
      copyLink,
      reply: mayReply ? (entry) => latest.current.props.onReply?.(entry) : undefined,
      markUnread: mayMarkUnread ? (entry) => latest.current.props.onMarkUnread?.(entry) : undefined,
      makeTask: mayMakeTask ? (entry) => latest.current.props.onMakeTask?.(entry) : undefined,
      select: maySelect ? (entry) => latest.current.props.onSelect?.(entry) : undefined,
      selection,
      mayUndo,
      takeBack: mayTakeBack
        ? (message) => {
            store.discard(message.id);
            latest.current.props.onTakeBack?.(message);
          }
        : undefined,
      edit: begin,
      remove: setRemoving,
      listEdits: messages.edits,
      jumpTo: ({ id }) => jump({ id }),
    }),
    [
      me,
      chatId,
      mayDeleteAny,
      react,
      copyLink,
      mayReply,
      mayMarkUnread,
      mayMakeTask,
      maySelect,
      selection,
      mayUndo,
      mayTakeBack,
      store,
      begin,
      messages,
      jump,
    ],
  );

  const loadOlder = useCallback(() => {
    setOlderFailed(false);
    store.loadOlder().catch(() => {
      setOlderFailed(true);
      toast({ title: t("olderFailed"), tone: "danger" });
    });
  }, [store, t]);
  const loadNewer = useCallback(() => {
    // The button to the newest stays, and what is further down asks again.
    store.loadNewer().catch(() => toast({ title: t("newerFailed"), tone: "danger" }));
  }, [store, t]);
  const { onSeen: tellSeen } = props;
  const onSeen = useCallback(() => {
    tellSeen();
    store.forgetFar();
  }, [tellSeen, store]);

  function confirmRemoval() {
    if (!removing) return;
    setRemoving(null);
    void changes.remove(removing.id).then((error) => {
      if (error) toast({ title: t("remove.failed"), text: problemWords(error), tone: "danger" });
    });
  }

  return (
    <MessageActionsProvider value={actions}>
      <ThreadLog
        lines={lines}
        newest={thread.newest}
        myId={me.id}
        timeZone={timeZone}
        ready={thread.status !== "loading"}
        target={target}
        leading={leading}
        editing={editing.line}
        hasOlder={thread.hasOlder}
        hasNewer={hasNewer}
        olderFailed={olderFailed}
        onOlder={loadOlder}
        onNewer={loadNewer}
        onNewest={store.showNewest}
        onDate={jumpToDate}
        onSeen={onSeen}
        onRetry={store.retry}
        onDiscard={store.discard}
        footer={props.footer}
      />
      {removing ? <RemoveDialog onConfirm={confirmRemoval} onClose={() => setRemoving(null)} /> : null}
    </MessageActionsProvider>
  );
}
