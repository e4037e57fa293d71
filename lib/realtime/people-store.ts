import type { Present } from "@/lib/domain/presence/queries/list-present";
import type { Payload } from "./contract";

type Change = Payload<"people", "presence.changed">;
export type PresenceState = "online" | "away" | "offline";
export type People = ReadonlyMap<string, PresenceState>;

export type PeopleStore = {
  getSnapshot(): People;
  subscribe(listener: () => void): () => void;
  tell(change: Change): void;
  /** Asks for everybody. What was known stays where there is no answer. */
  refresh(): Promise<void>;
};

/** Who of the workspace is here, in the browser: asked for now and then, and kept fresh by what is told. */
export function createPeopleStore(ask: () => Promise<Present>): PeopleStore {
  const listeners = new Set<() => void>();
  let known: People = new Map();
  /** Of each question that is on its way: what was told since, which its answer may not know of. */
  const asking = new Set<Change[]>();

  function set(people: People) {
    known = people;
    for (const listener of listeners) listener();
  }

  async function refresh() {
    const meanwhile: Change[] = [];
    asking.add(meanwhile);
    try {
      const { online, away } = await ask();
      set([{ online, away, offline: [] }, ...meanwhile].reduce(withChange, new Map()));
    } catch {
      // The next time asks again.
    } finally {
      asking.delete(meanwhile);
    }
  }

  return {
    getSnapshot: () => known,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (change) => {
      for (const meanwhile of asking) meanwhile.push(change);
      set(withChange(known, change));
    },
    refresh,
  };
}

function withChange(before: People, { online, away, offline }: Change): People {
  const after = new Map(before);
  for (const id of online) after.set(id, "online");
  for (const id of away) after.set(id, "away");
  for (const id of offline) after.delete(id);
  return after;
}
