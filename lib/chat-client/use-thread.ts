"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { ThreadSnapshot, ThreadStore } from "./thread-store";

/** Runs a thread's store as long as the component is mounted, and follows it. */
export function useThread<E, S>(store: ThreadStore<E, S>): ThreadSnapshot<E, S> {
  useEffect(() => store.start(), [store]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
