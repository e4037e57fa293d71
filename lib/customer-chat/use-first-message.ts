"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { keep, readKept, watchKept } from "@/lib/chat-client/kept";
import { Refused } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { FirstMessage, Identity, Started } from "./api";

export type FirstMessageState = {
  first: FirstMessage | null;
  /** Why the server said no; null while it is being sent. */
  refused: PublicError | null;
};

/** Pauses between tries while the server can't be reached, in milliseconds; the last one repeats. */
const pauses = [1000, 2000, 5000, 10_000];

export type FirstMessageOptions = {
  /** Where the browser keeps the unsent message; one for each inbox. */
  storageKey: string;
  send: (first: FirstMessage) => Promise<Started>;
  onStarted: (first: FirstMessage, started: Started) => void;
};

type Written = { body: string; fileIds?: string[]; uploadToken?: string };

/**
 * The message that opens a conversation: kept in the browser before it is sent, and sent with the same ids until the
 * server has answered, also after a reload or by another tab.
 */
export function useFirstMessage({ storageKey, send, onStarted }: FirstMessageOptions) {
  const [state, setState] = useState<FirstMessageState>({ first: null, refused: null });
  const latest = useRef({ send, onStarted });
  latest.current = { send, onStarted };
  const { first, refused } = state;

  useEffect(() => {
    const show = (value: string | null) => setState({ first: parseFirst(value), refused: null });
    show(readKept(storageKey));
    return watchKept(storageKey, show);
  }, [storageKey]);

  useEffect(() => {
    if (!first || refused) return;
    return tryUntilAnswered(
      async () => {
        const started = await latest.current.send(first);
        keep(storageKey, null);
        setState({ first: null, refused: null });
        latest.current.onStarted(first, started);
      },
      (error) => setState({ first, refused: error }),
    );
  }, [first, refused, storageKey]);

  const put = useCallback(
    (next: FirstMessage | null) => {
      keep(storageKey, next && JSON.stringify(next));
      setState({ first: next, refused: null });
    },
    [storageKey],
  );

  return {
    ...state,
    start: ({ uploadToken, ...message }: Written, who: Identity & { token?: string }) =>
      put({ ...who, uploadToken, chatId: newId(), message: { id: newId(), ...message } }),
    retry: (identity: Identity = {}) => first && put({ ...first, ...identity }),
    discard: () => put(null),
  };
}

/** Runs the work again after each failure to reach the server. Returns the way to stop. */
function tryUntilAnswered(work: () => Promise<void>, onRefused: (error: PublicError) => void): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  async function attempt() {
    clearTimeout(timer);
    try {
      await work();
      stop();
    } catch (error) {
      if (stopped) return;
      if (!(error instanceof Refused)) return again(pauses[Math.min(tries++, pauses.length - 1)]);
      const { code, retryAfter } = error.error;
      if (code === "RATE_LIMITED") return again((retryAfter ?? 10) * 1000);
      // A server that failed or is starting has decided nothing.
      if (code === "INTERNAL" || code === "UNAVAILABLE") return again(pauses.at(-1));
      stop();
      onRefused(error.error);
    }
  }
  const again = (pause: number | undefined) => {
    timer = setTimeout(attempt, pause);
  };
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    removeEventListener("online", attempt);
  };

  addEventListener("online", attempt);
  void attempt();
  return stop;
}

/** What was kept, if it still has the shape of a first message. */
export function parseFirst(kept: string | null): FirstMessage | null {
  if (!kept) return null;
  try {
    const value = JSON.parse(kept) as Partial<FirstMessage> | null;
    const isWhole =
      typeof value?.chatId === "string" &&
      typeof value.message?.id === "string" &&
      typeof value.message.body === "string";
    return isWhole ? (value as FirstMessage) : null;
  } catch {
    return null;
  }
}
