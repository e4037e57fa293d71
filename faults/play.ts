import { setTimeout as pause } from "node:timers/promises";
import { percentiles } from "../bench/figures";
import { type Effect, type Evidence, healOf, outageOf, type Row } from "./checker";
import { type Addresses, type Client, openClient } from "./client";
import { type Attempt, hashOf } from "./ledger";
import type { Stage } from "./stage";
import { type Chat, makeWorld, type Person, type World } from "./world";

/** What a fault leaves to be judged. Notes are only printed, breaches fail the run. */
export type Finding = {
  evidence: Evidence;
  outage: number | null;
  heal: number | null;
  notes: string[];
  breaches: string[];
};

export type Play = {
  world: World;
  chats: Chat[];
  clients: Client[];
  /** Writes at a steady rate, somebody by turns, until it is settled. */
  begin(): void;
  /** The fault is over. */
  healed(): void;
  /** Stops writing and waits until all is sent and shown, or for at most so long. */
  settle(): Promise<void>;
  attempts(): Attempt[];
  /** What was tried in a part of that time, how much of it failed, and how long 99 of 100 took at most. */
  between(from: number, to: number): { sends: number; failed: number; p99: number };
  finding(more?: { notes?: string[]; breaches?: string[]; effects?: Effect[] }): Promise<Finding>;
};

/** Messages a second of all writers together. */
const rate = 25;
/** Longer than any of these faults takes to be slept off; what is missing then is missing. */
const longestWait = 90_000;

type Cast = {
  support?: number;
  groups?: number;
  addresses?: Addresses;
  mail?: (ticket: number) => string;
};

/** People who write to each other in a workspace of their own: customers with members, and members with each other. */
export async function openPlay(stage: Stage, name: string, cast: Cast = {}): Promise<Play> {
  const { support = 4, groups = 2, addresses, mail } = cast;
  const world = await makeWorld(stage, name);
  const members: Person[] = [await world.member(), await world.member(), await world.member()];
  const chats: Chat[] = [];
  for (let n = 0; n < support; n++)
    chats.push(await world.supportChat(members[n % members.length]!, mail?.(n)));
  for (let n = 0; n < groups; n++) chats.push(await world.groupChat(members));
  const clients = chats.flatMap((chat) =>
    chat.people.map((person) => openClient(stage, world, { person, chat, addresses })),
  );
  await until(() => clients.every(({ store }) => store.getSnapshot().status === "live"), longestWait);

  let timer: ReturnType<typeof setInterval> | undefined;
  let healedAt: number | null = null;
  const attempts = () => clients.flatMap(({ attempts }) => attempts.read());
  return {
    world,
    chats,
    clients,
    attempts,
    begin() {
      let turn = 0;
      timer = setInterval(() => clients[turn++ % clients.length]!.write(), 1_000 / rate);
    },
    healed: () => {
      healedAt = Date.now();
    },
    between(from, to) {
      const during = attempts().filter(({ at }) => at >= from && at < to);
      const failed = during.filter(({ outcome }) => outcome !== "ok").length;
      const durations = during.map(({ ms }) => ms);
      return { sends: during.length, failed, p99: percentiles("send", durations)[2]!.value };
    },
    async settle() {
      clearInterval(timer);
      const isQuiet = () => clients.every(({ store }) => store.getSnapshot().unsent.length === 0);
      await until(isQuiet, longestWait);
      await until(async () => {
        const ends = await endsOf(stage, world);
        return clients.every(({ chat, reader, store }) => {
          const end = ends.get(chat.id);
          const wanted = reader.audience === "members" ? end?.seq : end?.publicSeq;
          return (store.getSnapshot().newest.at(-1)?.seq ?? 0) === (wanted ?? 0);
        });
      }, longestWait);
    },
    async finding({ notes = [], breaches = [], effects = [] } = {}) {
      for (const client of clients) client.close();
      // Their last words are still news to others.
      const drained = await until(async () => (await leftInOutbox(stage, world)) === 0, longestWait);
      const evidence: Evidence = {
        attempts: attempts(),
        shown: clients.flatMap(({ shown }) => shown.read()),
        readers: clients.map(({ reader }) => reader),
        rows: await rowsOf(stage, world),
        effects: [...(await outboxEffects(stage, world)), ...effects],
      };
      const unsent = clients.reduce((sum, { store }) => sum + store.getSnapshot().unsent.length, 0);
      return {
        evidence,
        outage: outageOf(evidence.attempts),
        heal: healedAt && healOf(evidence, healedAt),
        notes: [...notes, ...troubles(evidence.attempts)],
        breaches: [
          ...breaches,
          ...(drained ? [] : ["events are left in the outbox"]),
          ...(unsent > 0 ? [`${unsent} messages are still not sent`] : []),
        ],
      };
    },
  };
}

/** @returns whether it came true in time */
export async function until(isSo: () => boolean | Promise<boolean>, forMs: number): Promise<boolean> {
  const end = Date.now() + forMs;
  for (;;) {
    // The database may be away just now.
    if (await Promise.resolve(isSo()).catch(() => false)) return true;
    if (Date.now() > end) return false;
    await pause(100);
  }
}

type End = { id: string; seq: number; publicSeq: number };

async function endsOf({ sql }: Stage, { id }: World): Promise<Map<string, End>> {
  const ends = await sql<End[]>`
    select id, seq, public_seq as "publicSeq" from chats where workspace_id = ${id}`;
  return new Map(ends.map((end) => [end.id, end]));
}

async function rowsOf({ sql }: Stage, { id }: World): Promise<Row[]> {
  type Stored = Omit<Row, "hash"> & { body: string };
  const rows = await sql<Stored[]>`
    select id, chat_id as chat, seq, public_seq as "publicSeq", kind = 'message' as said, body
    from messages where workspace_id = ${id} order by chat_id, seq`;
  return rows.map(({ body, ...row }) => ({ ...row, hash: hashOf(body) }));
}

/** Each message has exactly one event that tells of it, stored with it. */
async function outboxEffects({ sql }: Stage, { id }: World): Promise<Effect[]> {
  return sql<Effect[]>`
    select 'the event of ' || m.id as what, count(e.id)::int as times
    from messages m left join domain_events e on e.workspace_id = m.workspace_id
      and e.subject_id = m.chat_id and e.name = 'message.posted' and e.payload ->> 'messageId' = m.id::text
    where m.workspace_id = ${id} and m.kind = 'message'
    group by m.id`;
}

async function leftInOutbox({ sql }: Stage, { id }: World): Promise<number> {
  const [row] = await sql<{ left: number }[]>`
    select count(*)::int as left from domain_events where workspace_id = ${id} and dispatched_at is null`;
  return row!.left;
}

/** Why attempts failed, with how often. */
function troubles(attempts: Attempt[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, why } of attempts)
    if (outcome !== "ok") counts.set(`${outcome}: ${why}`, (counts.get(`${outcome}: ${why}`) ?? 0) + 1);
  return [...counts].map(([why, count]) => `${count} attempts ${why}`);
}
