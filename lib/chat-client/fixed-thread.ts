import type { ThreadSnapshot, ThreadStore } from "./thread-store";

/** Some entries that are shown as they are: none come, none are sent, and a newer account of one takes its place. */
export function createFixedThread<E extends { id: string; seq: number; rev: number; at: string }, S>(
  entries: readonly E[],
): ThreadStore<E, S> {
  const listeners = new Set<() => void>();
  const nothing = async () => {};
  let snapshot = snapshotOf<E, S>(entries);
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: () => () => {},
    send: () => {},
    retry: () => {},
    discard: () => {},
    allSent: async () => true,
    loadOlder: nothing,
    loadNewer: nothing,
    show: async (place) => {
      const found = snapshot.entries.find((entry) =>
        "id" in place
          ? entry.id === place.id
          : "at" in place
            ? entry.at >= place.at
            : entry.seq === place.seq,
      );
      return found?.id ?? null;
    },
    showNewest: () => {},
    forgetFar: () => {},
    apply: (entry) => {
      const known = snapshot.entries.find(({ id }) => id === entry.id);
      if (!known || known.rev >= entry.rev) return;
      snapshot = snapshotOf(snapshot.entries.map((one) => (one === known ? entry : one)));
      for (const listener of listeners) listener();
    },
    markRead: () => {},
    catchUp: nothing,
  };
}

const snapshotOf = <E, S>(entries: readonly E[]): ThreadSnapshot<E, S> => ({
  entries,
  newest: entries,
  unsent: [],
  state: null,
  hasOlder: false,
  hasNewer: false,
  status: "live",
  error: null,
});
