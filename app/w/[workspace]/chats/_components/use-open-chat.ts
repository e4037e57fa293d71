"use client";

import { useCallback, useEffect, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { OpenChat } from "@/lib/domain/chats/queries/get-open-chat";

type State = { chatId: string | null; opened: OpenChat | null; error: PublicError | null; left: boolean };

/** The chat that the address names: asked for when it changes, gone when the member is out of it. */
export function useOpenChat(slug: string, chatId: string | null, initial: OpenChat | null) {
  const [state, setState] = useState<State>({
    chatId: initial?.row.id ?? null,
    opened: initial,
    error: null,
    left: false,
  });
  const [attempt, setAttempt] = useState(0);
  const none = { opened: null, error: null, left: false };
  // Another chat: what is shown belongs to the one before.
  if (state.chatId !== chatId) setState({ chatId, ...none });
  const missing = chatId !== null && state.chatId === chatId && !state.opened && !state.error;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (!missing) return;
    let late = false;
    const settle = (change: Partial<State>) => {
      if (!late) setState({ chatId, opened: null, error: null, left: false, ...change });
    };
    askDoor<OpenChat>(`/api/w/${slug}/chats/${chatId}`, {}).then(
      (opened) => settle({ opened }),
      (reason) => settle({ error: refusalIn(reason) }),
    );
    return () => {
      late = true;
    };
  }, [missing, slug, chatId, attempt]);

  const applyRow = useCallback((row: ChatRow) => {
    setState((before) => {
      const { opened } = before;
      if (opened?.row.id !== row.id || opened.row.rev > row.rev) return before;
      return { ...before, opened: { ...opened, row } };
    });
  }, []);

  /** The member is no longer in it: nothing of it stays on the screen. */
  const leave = useCallback((id: string) => {
    setState((before) =>
      before.chatId === id ? { ...before, opened: null, error: { code: "NOT_FOUND" }, left: true } : before,
    );
  }, []);

  const retry = () => {
    setState({ chatId, ...none });
    setAttempt((before) => before + 1);
  };
  return { ...state, applyRow, leave, retry };
}
