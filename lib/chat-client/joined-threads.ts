import type { Place, ThreadSnapshot, ThreadStore } from "./thread-store";

type AnyEntry = { id: string; seq: number; rev: number; body: string; at: string };

/** One of the chats that are shown as one thread; the first is the thread's own. */
export type JoinedPart<E extends AnyEntry, S> = {
  chatId: string;
  /** What its entries carry, to be told apart; none for the thread's own chat. */
  origin: Origin | null;
  store: ThreadStore<E, S>;
};

/** Which ticket a message of a merged thread was written in. */
export type Origin = { chatId: string; number: number };

export type Joined<E> = E & { origin?: Origin };

type Snapshot<E, S> = ThreadSnapshot<E, S>;

/**
 * Several chats as one thread, ordered by (posted at, chat, number). Each keeps its own position and its own run of
 * entries; of these is shown what lies where all of them are held, so that nothing moves in between later.
 */
export function joinSnapshots<E extends AnyEntry, S>(
  parts: readonly JoinedPart<E, S>[],
  snapshots: readonly Snapshot<E, S>[],
): Snapshot<Joined<E>, S> {
  const [own] = snapshots;
  if (!own) throw new Error("A thread has a chat of its own");
  const held = snapshots.map(({ entries }, index) => timed(entries, parts[index]!));
  const from = beginning(held, snapshots);
  const to = end(held, snapshots);
  const isWithin = ({ place }: Timed<E>) =>
    (from === null || compare(place, from) >= 0) && (to === null || compare(place, to) <= 0);
  return {
    entries: interleaved(held.map((all) => all.filter(isWithin))),
    newest: interleaved(snapshots.map(({ newest }, index) => timed(newest, parts[index]!))),
    unsent: snapshots.flatMap(({ unsent }) => unsent).sort((a, b) => (a.at < b.at ? -1 : 1)),
    state: own.state,
    hasOlder: snapshots.some(({ hasOlder }) => hasOlder),
    hasNewer: snapshots.some(({ hasNewer }) => hasNewer),
    status: snapshots.find(({ status }) => status !== "live" && status !== "error")?.status ?? own.status,
    error: own.error,
  };
}

/** What can be done with the joined thread; what concerns one message is done in the chat in which it stands. */
export function joinStores<E extends AnyEntry, S>(
  parts: readonly JoinedPart<E, S>[],
): ThreadStore<Joined<E>, S> {
  const own = parts[0]!.store;
  const stores = parts.map(({ store }) => store);
  const snapshots = () => stores.map((store) => store.getSnapshot());
  const has = (id: string, all: readonly { id: string }[]) => all.some((one) => one.id === id);
  const holding = (id: string) =>
    stores.find((store) => {
      const { entries, newest, unsent } = store.getSnapshot();
      return has(id, entries) || has(id, newest) || has(id, unsent);
    }) ?? own;

  /** The next page of the chats at whose edge the thread ends. */
  async function page(how: "older" | "newer"): Promise<void> {
    const now = snapshots();
    const held = now.map(({ entries }, index) => timed(entries, parts[index]!));
    const edge = how === "older" ? beginning(held, now) : end(held, now);
    await Promise.all(
      stores.map((store, index) => {
        const at = how === "older" ? held[index]![0] : held[index]!.at(-1);
        const more = how === "older" ? now[index]!.hasOlder : now[index]!.hasNewer;
        if (!more || !at || !edge || compare(at.place, edge) !== 0) return undefined;
        return how === "older" ? store.loadOlder() : store.loadNewer();
      }),
    );
  }

  async function show(place: Place): Promise<string | null> {
    if ("at" in place) {
      const found = await Promise.all(stores.map((store) => store.show(place)));
      return firstOf(found);
    }
    // The number of an entry means the thread's own chat.
    for (const store of "seq" in place ? [own] : [holding(place.id), ...stores]) {
      const found = await store.show(place).catch((error) => {
        if (store === own) throw error;
        return null;
      });
      if (!found) continue;
      const at = store.getSnapshot().entries.find(({ id }) => id === found)?.at;
      const others = stores.filter((other) => other !== store);
      if (at) await Promise.all(others.map((other) => moveTo(other, at)));
      return found;
    }
    return null;
  }

  function firstOf(found: readonly (string | null)[]): string | null {
    const all = joinSnapshots(parts, snapshots()).entries;
    return all.find(({ id }) => found.includes(id))?.id ?? null;
  }

  return {
    ...own,
    getSnapshot: () => joinSnapshots(parts, snapshots()),
    subscribe: (listener) => {
      const stops = stores.map((store) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    retry: (id, options) => holding(id).retry(id, options),
    discard: (id) => holding(id).discard(id),
    apply: (entry) => holding(entry.id).apply(entry),
    loadOlder: () => page("older"),
    loadNewer: () => page("newer"),
    show,
    showNewest: () => {
      for (const store of stores) store.showNewest();
    },
    forgetFar: () => {
      for (const store of stores) store.forgetFar();
    },
    allSent: async () => (await Promise.all(stores.map((store) => store.allSent()))).every(Boolean),
    catchUp: async () => {
      await Promise.all(stores.map((store) => store.catchUp()));
    },
    markRead: (seq) => own.markRead(seq),
  };
}

/** Brings a chat to an instant; one in which nothing was said since stands at its end. */
async function moveTo<E extends AnyEntry, S>(store: ThreadStore<E, S>, at: string): Promise<void> {
  if ((await store.show({ at })) === null) store.showNewest();
}

/** Within a chat its numbers decide, also where a later entry was begun to be written earlier. */
type At = { at: string; chatId: string };
type Timed<E> = { entry: Joined<E>; place: At };

function timed<E extends AnyEntry, S>(entries: readonly E[], part: JoinedPart<E, S>): Timed<E>[] {
  const { chatId, origin } = part;
  let latest = "";
  return entries.map((entry) => {
    if (entry.at > latest) latest = entry.at;
    return { entry: origin ? { ...entry, origin } : entry, place: { at: latest, chatId } };
  });
}

function compare(a: At, b: At): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.chatId === b.chatId ? 0 : a.chatId < b.chatId ? -1 : 1;
}

/** From where on nothing is missing of any chat; null: from the beginning. */
function beginning<E, S>(held: Timed<E>[][], snapshots: readonly Snapshot<E, S>[]): At | null {
  const edges = held.flatMap((all, index) => (snapshots[index]!.hasOlder && all[0] ? [all[0].place] : []));
  return edges.reduce<At | null>((last, edge) => (last && compare(last, edge) > 0 ? last : edge), null);
}

function end<E, S>(held: Timed<E>[][], snapshots: readonly Snapshot<E, S>[]): At | null {
  const edges = held.flatMap((all, index) => {
    const last = all.at(-1);
    return snapshots[index]!.hasNewer && last ? [last.place] : [];
  });
  return edges.reduce<At | null>((first, edge) => (first && compare(first, edge) < 0 ? first : edge), null);
}

const interleaved = <E>(all: Timed<E>[][]): Joined<E>[] =>
  all
    .flat()
    // Stable: what has the same place is of one chat, and in its order.
    .sort((a, b) => compare(a.place, b.place))
    .map(({ entry }) => entry);
