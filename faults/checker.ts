import type { Attempt, Shown } from "./ledger";

/** An entry as the database has it. `publicSeq` is null where customers never see it. */
export type Row = {
  id: string;
  chat: string;
  hash: string;
  seq: number;
  publicSeq: number | null;
  said: boolean;
};

export type Reader = { reader: string; chat: string; audience: "members" | "customers" };

/** How often something happened that must happen once: an outbox row of a message, a mail. */
export type Effect = { what: string; times: number };

export type Evidence = {
  attempts: Attempt[];
  shown: Shown[];
  readers: Reader[];
  rows: Row[];
  effects: Effect[];
};

/** Each breach as a sentence; all lists are empty when everything held. */
export type Verdict = {
  lost: string[];
  phantom: string[];
  doubled: string[];
  outOfOrder: string[];
  missing: string[];
  effects: string[];
};

/** Compares what writers were told and readers were shown with what is stored. */
export function check(evidence: Evidence): Verdict {
  return {
    lost: lost(evidence),
    phantom: phantom(evidence),
    doubled: doubled(evidence),
    outOfOrder: outOfOrder(evidence),
    missing: missing(evidence),
    effects: evidence.effects
      .filter(({ times }) => times !== 1)
      .map(({ what, times }) => `${what} happened ${times} times`),
  };
}

/** Acknowledged and not stored, or stored with another text. */
function lost({ attempts, rows }: Evidence): string[] {
  const stored = new Map(rows.map((row) => [row.id, row]));
  const acknowledged = new Map(
    attempts.filter(({ outcome }) => outcome === "ok").map((one) => [one.id, one]),
  );
  return [...acknowledged.values()]
    .filter(({ id, hash, chat }) => stored.get(id)?.hash !== hash || stored.get(id)?.chat !== chat)
    .map(({ id }) => `${id} was acknowledged and is not stored as it was written`);
}

/** Stored or shown although nobody sent it, or although each attempt was refused. */
function phantom({ attempts, rows, shown }: Evidence): string[] {
  const sent = new Set(attempts.map(({ id }) => id));
  const possible = new Set(attempts.filter(({ outcome }) => outcome !== "fail").map(({ id }) => id));
  const stored = new Map(rows.map((row) => [row.id, row]));
  return [
    ...rows
      .filter(({ said, id }) => said && !possible.has(id))
      .map(({ id }) => `${id} is stored and was ${sent.has(id) ? "refused" : "never sent"}`),
    ...shown
      .filter(({ id, hash }) => stored.get(id)?.hash !== hash)
      .map(({ id, reader }) => `${id} was shown to ${reader} and is not stored like that`),
  ];
}

/** The same text under two ids, or an entry beside itself on a screen. Texts are unique. */
function doubled({ rows, shown }: Evidence): string[] {
  const said = rows.filter((row) => row.said);
  const first = new Map<string, string>();
  const twice: string[] = [];
  for (const { id, hash } of said) {
    const other = first.get(hash);
    if (other) twice.push(`${id} says the same as ${other}`);
    else first.set(hash, id);
  }
  const again = shown
    .filter((one) => one.again)
    .map(({ id, reader }) => `${id} was shown twice to ${reader}`);
  return [...twice, ...again];
}

function outOfOrder({ attempts, rows, shown, readers }: Evidence): string[] {
  const breaches: string[] = [];
  const stored = new Map(rows.map((row) => [row.id, row]));
  const audiences = new Map(readers.map(({ reader, audience }) => [reader, audience]));
  const place = (who: string, id: string) => {
    const row = stored.get(id);
    return row && (audiences.get(who) === "customers" ? row.publicSeq : row.seq);
  };

  for (const [chat, entries] of groups(rows, ({ chat }) => chat)) {
    const numbers = (pick: (row: Row) => number | null) =>
      entries.flatMap((row) => pick(row) ?? []).sort((a, b) => a - b);
    for (const all of [numbers(({ seq }) => seq), numbers(({ publicSeq }) => publicSeq)])
      if (all.some((number, index) => number !== index + 1))
        breaches.push(`chat ${chat} is not numbered without gaps and repetitions`);
  }
  for (const { id, seq, writer } of attempts)
    if (seq !== null && stored.has(id) && place(writer, id) !== seq)
      breaches.push(`${id} was acknowledged as number ${seq} and is stored as ${place(writer, id)}`);
  for (const [writer, own] of groups(attempts, ({ writer }) => writer)) {
    const order = [...new Set(own.map(({ id }) => id))].flatMap((id) => stored.get(id)?.seq ?? []);
    if (!rises(order))
      breaches.push(`${writer}'s messages are not stored in the order in which they were written`);
  }
  for (const [reader, own] of groups(shown, ({ reader }) => reader)) {
    const fresh = own.filter(({ again }) => !again);
    const late = fresh.find(({ seq }, index) => index > 0 && seq <= fresh[index - 1]!.seq);
    if (late) breaches.push(`${reader} was shown ${late.id} (number ${late.seq}) after one that follows it`);
    for (const { id, seq } of fresh)
      if (stored.has(id) && place(reader, id) !== seq)
        breaches.push(`${reader} was shown ${id} as number ${seq}, stored is ${place(reader, id)}`);
  }
  return breaches;
}

/** Stored, visible to a reader, and never shown to them. */
function missing({ rows, readers, shown }: Evidence): string[] {
  const seen = new Set(shown.map(({ reader, id }) => `${reader} ${id}`));
  const entries = groups(rows, ({ chat }) => chat);
  return readers.flatMap(({ reader, chat, audience }) =>
    (entries.get(chat) ?? [])
      .filter(({ publicSeq }) => audience === "members" || publicSeq !== null)
      .filter(({ id }) => !seen.has(`${reader} ${id}`))
      .map(({ id }) => `${reader} was never shown ${id}`),
  );
}

const rises = (numbers: number[]) =>
  numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);

function groups<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const group = found.get(keyOf(one));
    if (group) group.push(one);
    else found.set(keyOf(one), [one]);
  }
  return found;
}

/** The longest that nothing was acknowledged between two acknowledgements, in seconds. */
export function outageOf(attempts: Attempt[]): number {
  const answered = attempts
    .filter(({ outcome }) => outcome === "ok")
    .map(({ at, ms }) => at + ms)
    .sort((a, b) => a - b);
  const gaps = answered.map((at, index) => at - (answered[index - 1] ?? at));
  return Math.max(0, ...gaps) / 1_000;
}

/** From the end of the fault until every reader had been shown all that was on its way by then, in seconds. */
export function healOf({ attempts, shown }: Pick<Evidence, "attempts" | "shown">, healedAt: number): number {
  const before = new Set(attempts.filter(({ at }) => at <= healedAt).map(({ id }) => id));
  const last = Math.max(healedAt, ...shown.filter(({ id }) => before.has(id)).map(({ at }) => at));
  return (last - healedAt) / 1_000;
}
