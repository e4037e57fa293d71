export type AnyEntry = { id: string; seq: number; rev: number; body: string };

/** A run of entries without gaps, and whether more lie on either side. */
export type Page<E> = { entries: readonly E[]; hasOlder: boolean; hasNewer?: boolean };

export type Shown<E> = { entries: E[]; hasOlder: boolean; hasNewer: boolean };

/**
 * The entries that a browser holds of a chat: the newest ones, which live news join, and while its reader looks at an
 * older place the ones around that, apart from the newest by a gap. Both are bounded, so that a chat of any length
 * takes as much memory as a short one; a customer's own conversation alone is held whole.
 */
export type HeldEntries<E> = {
  /** The newest ones. @param whole false while entries may be missing: what follows a gap waits then */
  newest(whole: boolean): E[];
  /** What the reader looks at: these, or those of an older place. */
  shown(newest: E[]): Shown<E>;
  find(id: string): E | undefined;
  /** Number of the newest entry, and how many of the newest ones are here. */
  readonly last: number;
  readonly count: number;
  /** Applies a change; of two accounts of an entry the newer one stays. */
  keep(entry: E): void;
  /** The chat's newest window, asked for in the beginning. */
  begin(page: Page<E>): void;
  /**
   * Adds a page that is asked for, if there is one: what changes meanwhile is newer than the answer. A page for a place
   * that its reader has left by then changes nothing.
   * @returns whether it was added
   */
  add(how: "older" | "newer" | "around", ask: () => Promise<Page<E> | null>): Promise<boolean>;
  /** Goes back to the newest ones. */
  toNewest(): void;
  /** Lets go of old ones while the reader is at the end. @returns whether there were too many */
  forgetFar(): boolean;
};

/** @param most entries of a run; a page is added before a far one goes */
export function createHeldEntries<E extends AnyEntry>(most = 400): HeldEntries<E> {
  const tail = new Map<string, E>();
  let tailHasOlder = false;
  /** What is looked at apart from the newest, by place; null when the newest are. */
  let away: { entries: E[]; hasOlder: boolean } | null = null;
  /** Changes that came while a page was asked for. */
  const overtaking = new Map<string, E>();
  let asked = 0;
  /** Raised when other entries are shown: a page for those before is of no use. */
  let place = 0;
  /** Raised with each wish to go elsewhere: the last one counts. */
  let wish = 0;

  const inOrder = () => [...tail.values()].sort((a, b) => a.seq - b.seq);
  const firstOfTail = () => [...tail.values()].reduce((least, { seq }) => Math.min(least, seq), Infinity);
  const lastOfTail = () => [...tail.values()].reduce((end, { seq }) => Math.max(end, seq), 0);
  const newer = (a: E, b: E | undefined) => (b && b.rev > a.rev ? b : a);
  const latest = (entry: E) => newer(newer(entry, overtaking.get(entry.id)), tail.get(entry.id));

  function newest(whole: boolean): E[] {
    const ordered = inOrder();
    if (whole) return ordered;
    // Entries are numbered from one, so a run that nothing precedes may lack its beginning as well.
    const before = (index: number) => ordered[index - 1]?.seq ?? (tailHasOlder ? Infinity : 0);
    const gap = ordered.findIndex((entry, index) => entry.seq > before(index) + 1);
    return gap < 0 ? ordered : ordered.slice(0, gap);
  }

  function find(id: string): E | undefined {
    const inTail = tail.get(id);
    const inAway = away?.entries.find((entry) => entry.id === id);
    return inTail && inAway ? newer(inTail, inAway) : (inTail ?? inAway);
  }

  function keep(entry: E): void {
    if (asked > 0) overtaking.set(entry.id, newer(entry, overtaking.get(entry.id)));
    if (away) {
      const known = away.entries.findIndex(({ id }) => id === entry.id);
      if (known >= 0 && away.entries[known]!.rev < entry.rev)
        away = { ...away, entries: away.entries.with(known, entry) };
    }
    const known = tail.get(entry.id);
    if (known && known.rev >= entry.rev) return;
    // A change of something older than what is held would stand there without its neighbours.
    if (!known && tailHasOlder && entry.seq < firstOfTail()) return;
    tail.set(entry.id, entry);
    join();
    if (away) forgetOldest();
  }

  /** Lets go of old ones of the newest. @returns whether there were too many */
  function forgetOldest(): boolean {
    if (tail.size <= most) return false;
    for (const { id } of inOrder().slice(0, -kept)) tail.delete(id);
    tailHasOlder = true;
    return true;
  }

  /** Once what is looked at reaches the newest ones, from above or from below, it is one run with them. */
  function join(): void {
    const [first, last] = [away?.entries[0], away?.entries.at(-1)];
    if (!away || !first || !last || tail.size === 0) return;
    const begins = firstOfTail();
    if (last.seq < begins - 1 || first.seq > lastOfTail() + 1) return;
    if (first.seq < begins) tailHasOlder = away.hasOlder;
    for (const entry of away.entries) tail.set(entry.id, newer(entry, tail.get(entry.id)));
    away = null;
  }

  function addOlder({ entries, hasOlder }: Page<E>): void {
    if (away) {
      const run = [...entries, ...away.entries];
      // The reader is at its beginning, so its end goes.
      away = { entries: run.length > most ? run.slice(0, kept) : run, hasOlder };
      return;
    }
    for (const entry of entries) tail.set(entry.id, entry);
    tailHasOlder = hasOlder;
    if (tail.size <= most) return;
    const run = inOrder();
    away = { entries: run.slice(0, kept), hasOlder };
    for (const { id } of run.slice(0, -few)) tail.delete(id);
    tailHasOlder = true;
  }

  function addNewer({ entries }: Page<E>): void {
    if (!away) return;
    const run = [...away.entries, ...entries];
    const far = run.length > most ? run.length - kept : 0;
    away = { entries: run.slice(far), hasOlder: away.hasOlder || far > 0 };
    join();
  }

  const kept = Math.ceil(most * 0.75);
  const few = Math.ceil(most * 0.25);

  return {
    newest,
    shown: (newest) =>
      away ? { ...away, hasNewer: true } : { entries: newest, hasOlder: tailHasOlder, hasNewer: false },
    find,
    get last() {
      return lastOfTail();
    },
    get count() {
      return tail.size;
    },
    keep,
    begin: ({ entries, hasOlder }) => {
      // A jump may have come first, and what it left must not make these look like strays from further up.
      tailHasOlder = false;
      for (const entry of entries) keep(entry);
      tailHasOlder = hasOlder;
      const first = entries[0]?.seq ?? 0;
      // Changes of older entries that came while this was asked for.
      for (const entry of tail.values()) if (hasOlder && entry.seq < first) tail.delete(entry.id);
      join();
    },
    add: async (how, ask) => {
      if (how === "around") wish++;
      const current = how === "around" ? () => wish : () => place;
      const from = current();
      asked++;
      try {
        const page = await ask();
        if (!page || from !== current()) return false;
        const entries = page.entries.map(latest);
        if (how === "older") addOlder({ ...page, entries });
        else if (how === "newer") addNewer({ ...page, entries });
        else {
          place++;
          away = { entries, hasOlder: page.hasOlder };
          join();
        }
        return true;
      } finally {
        asked--;
        if (asked === 0) overtaking.clear();
      }
    },
    toNewest: () => {
      wish++;
      if (away) place++;
      away = null;
    },
    forgetFar: () => {
      if (away || !forgetOldest()) return false;
      place++;
      return true;
    },
  };
}
