"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keep, keptKeys, readKept, watchKept } from "@/lib/chat-client/kept";
import { Refused } from "@/lib/chat-client/refused";
import { type CustomerSession, customerApi } from "./api";

export type SessionState =
  | { phase: "loading" }
  | { phase: "ready"; session: CustomerSession }
  /** The browser's token is no longer accepted. It is forgotten only when the customer starts again. */
  | { phase: "expired" }
  | { phase: "unreachable" };

/**
 * Who this browser is to an inbox: its token, kept for all tabs, and what the server says about it.
 *
 * @param canRemember what the browser keeps can be read now; nothing is asked before
 */
export function useCustomerSession(inboxKey: string, canRemember: boolean) {
  const key = keptKeys.token(inboxKey);
  // Undefined until the browser was asked, so that no visitor's session is fetched for a known customer.
  const [token, setToken] = useState<string | null | undefined>(undefined);
  const [state, setState] = useState<SessionState>({ phase: "loading" });
  const api = useMemo(() => customerApi(inboxKey, token ?? null), [inboxKey, token]);
  const asked = useRef(0);

  useEffect(() => {
    if (!canRemember) return;
    setToken(readKept(key));
    return watchKept(key, setToken);
  }, [key, canRemember]);

  const known = token !== undefined;
  const refresh = useCallback(async () => {
    if (!known) return;
    asked.current += 1;
    const turn = asked.current;
    try {
      const session = await api.session();
      if (turn === asked.current) setState({ phase: "ready", session });
    } catch (error) {
      if (turn !== asked.current) return;
      if (error instanceof Refused && error.error.code === "UNAUTHENTICATED") setState({ phase: "expired" });
      // What is on the screen stays: the thread says by itself that there is no connection.
      else setState((before) => (before.phase === "ready" ? before : { phase: "unreachable" }));
    }
  }, [api, known]);

  useEffect(() => {
    void refresh();
    addEventListener("online", refresh);
    return () => removeEventListener("online", refresh);
  }, [refresh]);

  const adoptToken = useCallback(
    (adopted: string | null) => {
      keep(key, adopted);
      setToken(adopted);
    },
    [key],
  );

  return { state, api, token: token ?? null, refresh, adoptToken };
}
