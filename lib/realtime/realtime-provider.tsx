"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { type ChannelHandlers, createRealtime, type Realtime, type RealtimeState } from "./client";
import type { RealtimeSettings } from "./contract";

const RealtimeContext = createContext<Realtime | null>(null);

/**
 * One connection for a page and everything on it. `headers` say who asks for channels.
 * `<html data-realtime>` shows its state, for styles and for tests that wait for it.
 */
export function RealtimeProvider(props: {
  settings: RealtimeSettings;
  headers: Record<string, string>;
  /** Who vouches for the person at this connection; left out for customers. */
  userEndpoint?: string;
  children: ReactNode;
}) {
  const { settings, userEndpoint } = props;
  const headers = useRef(props.headers);
  headers.current = props.headers;
  const [realtime, setRealtime] = useState<Realtime | null>(null);
  const identity = JSON.stringify(settings);

  useEffect(() => {
    const created = createRealtime({
      settings: JSON.parse(identity),
      headers: () => headers.current,
      userEndpoint,
    });
    const show = (state: RealtimeState) => {
      document.documentElement.dataset.realtime = state;
    };
    show(created.state());
    const stop = created.onState(show);
    setRealtime(created);
    return () => {
      stop();
      created.close();
      setRealtime(null);
    };
  }, [identity, userEndpoint]);

  return <RealtimeContext value={realtime}>{props.children}</RealtimeContext>;
}

/** The page's connection; null until it exists (before hydration). */
export const useRealtime = (): Realtime | null => useContext(RealtimeContext);

/** Listens to a channel while mounted; null listens to none. Handlers may change without a new subscription. */
export function useChannel(channel: string | null, handlers: ChannelHandlers): void {
  const realtime = useRealtime();
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (!realtime || !channel) return;
    return realtime.subscribe(channel, {
      onEvent: (name, data, sender) => latest.current.onEvent?.(name, data, sender),
      onSubscribed: () => latest.current.onSubscribed?.(),
      onRefused: () => latest.current.onRefused?.(),
      onMembers: (members) => latest.current.onMembers?.(members),
    });
  }, [realtime, channel]);
}
