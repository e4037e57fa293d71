"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import { showAtOnce } from "@/lib/domain/chats/show-at-once";
import type { ChatRole } from "@/lib/domain/chats/views";
import { settled } from "@/lib/forms/settled";
import { memberHeaders } from "@/lib/realtime/member-realtime";
import {
  addToGroupAction,
  arrangeChatAction,
  changeChatRoleAction,
  leaveChatAction,
  markChatUnreadAction,
  removeParticipantAction,
  renameChatAction,
} from "../actions";

type Arrangement = { pinned?: boolean; muted?: boolean; archived?: boolean };

export interface ChatDeeds {
  pin: (chat: ChatRow) => void;
  mute: (chat: ChatRow) => void;
  archive: (chat: ChatRow) => void;
  markUnread: (chat: ChatRow, fromSeq: number) => void;
  markRead: (chat: ChatRow) => void;
  rename: (chat: ChatRow, title: string | null) => void;
  add: (chat: ChatRow, userIds: string[]) => Promise<boolean>;
  remove: (chat: ChatRow, userId: string) => Promise<boolean>;
  changeRole: (chat: ChatRow, userId: string, chatRole: ChatRole) => void;
  leave: (chat: ChatRow) => Promise<boolean>;
}

type Input = {
  slug: string;
  nameOf: (chat: ChatRow) => string;
  /** A chat's row as it is now. */
  rowOf: (id: string) => ChatRow | undefined;
  /** Shows a chat's row as it is now, or as it will be if all goes well. */
  onRow: (row: ChatRow) => void;
};

/** What can be done with a chat: one's own ways of keeping it are shown at once, taken back with a reason when refused. */
export function useChatDeeds({ slug, nameOf, rowOf, onRow }: Input): ChatDeeds {
  const t = useTranslations("chats.done");
  const words = useProblemWords();
  const offerUndo = useUndo();
  const latest = useRef({ rowOf, onRow });
  latest.current = { rowOf, onRow };

  function tell(error: PublicError) {
    toast({ title: t("failed"), text: words(error), tone: "danger" });
  }

  async function succeeded(work: () => Promise<Result<unknown>>): Promise<boolean> {
    const result = await settled(work);
    if (!result.ok) tell(result.error);
    return result.ok;
  }

  async function shownAtOnce(
    chat: ChatRow,
    expected: Partial<ChatRow>,
    work: () => Promise<Result<unknown>>,
  ) {
    const screen = {
      rowOf: (id: string) => latest.current.rowOf(id),
      show: (row: ChatRow) => latest.current.onRow(row),
    };
    const takeBack = showAtOnce(screen, chat.id, expected);
    const done = await succeeded(work);
    if (!done) takeBack();
    return done;
  }

  async function arrange(chat: ChatRow, wanted: Arrangement, told: string) {
    const before = Object.fromEntries(
      Object.keys(wanted).map((key) => [key, chat[key as keyof Arrangement]]),
    ) as Arrangement;
    const put = (change: Arrangement) =>
      shownAtOnce(chat, change, () => arrangeChatAction(slug, { chatId: chat.id, ...change }));
    if (await put(wanted)) offerUndo({ title: told, undo: () => void put(before) });
  }

  return {
    pin: (chat) => {
      const name = nameOf(chat);
      void arrange(chat, { pinned: !chat.pinned }, t(chat.pinned ? "unpinned" : "pinned", { name }));
    },
    mute: (chat) => {
      const name = nameOf(chat);
      void arrange(chat, { muted: !chat.muted }, t(chat.muted ? "unmuted" : "muted", { name }));
    },
    archive: (chat) => {
      const name = nameOf(chat);
      void arrange(
        chat,
        { archived: !chat.archived },
        t(chat.archived ? "unarchived" : "archived", { name }),
      );
    },
    markUnread: (chat, fromSeq) => {
      const readSeq = Math.min(chat.readSeq, fromSeq - 1);
      const expected = { unread: Math.max(1, chat.unread), markedUnread: true, readSeq };
      void shownAtOnce(chat, expected, async () => {
        // First that it was read: the word of that may still be on its way, and would end the mark.
        await tellRead(slug, chat);
        return markChatUnreadAction(slug, { chatId: chat.id, fromSeq });
      });
    },
    markRead: (chat) => {
      const expected = { unread: 0, markedUnread: false, mentioned: false, readSeq: chat.seq };
      void shownAtOnce(chat, expected, async () => {
        await tellRead(slug, chat, { opened: true });
        return { ok: true, data: null };
      });
    },
    rename: (chat, title) => {
      void shownAtOnce(chat, { title }, () => renameChatAction(slug, { chatId: chat.id, title }));
    },
    add: (chat, userIds) => succeeded(() => addToGroupAction(slug, { chatId: chat.id, userIds })),
    remove: (chat, userId) => succeeded(() => removeParticipantAction(slug, { chatId: chat.id, userId })),
    changeRole: (chat, userId, chatRole) =>
      void succeeded(() => changeChatRoleAction(slug, { chatId: chat.id, userId, chatRole })),
    leave: (chat) => succeeded(() => leaveChatAction(slug, { chatId: chat.id })),
  };
}

/** @param more `opened`: what was marked as unread is read, too */
export const tellRead = (slug: string, chat: Pick<ChatRow, "id" | "seq">, more: { opened?: boolean } = {}) =>
  askDoor(`/api/chats/${chat.id}/read`, {
    method: "POST",
    headers: { ...memberHeaders(slug), "content-type": "application/json" },
    body: JSON.stringify({ read: chat.seq, ...more }),
  });
