import { join } from "node:path";
import { threadApi } from "../lib/chat-client/doors";
import { memberFeed } from "../lib/chat-client/member-feed";
import { Refused } from "../lib/chat-client/refused";
import { createThreadStore, type ThreadFeed, type ThreadStore } from "../lib/chat-client/thread-store";
import type { Unsent, UnsentStore } from "../lib/chat-client/unsent";
import { customerFeed } from "../lib/customer-chat/thread-feed";
import type {
  CustomerChatState,
  CustomerEntry,
  MemberChatState,
  MemberEntry,
} from "../lib/domain/chats/views";
import { channelName } from "../lib/realtime/channel-names";
import { createRealtime, type Realtime } from "../lib/realtime/client";
import type { Reader } from "./checker";
import { type Attempt, hashOf, Ledger, type Shown } from "./ledger";
import { via } from "./reach";
import type { Stage } from "./stage";
import type { Chat, Person, World } from "./world";

/** Where a browser finds Flowra: itself, or a gate in front of it. */
export type Addresses = { app: string; realtimePort: number };

export const addressesOf = ({ flowra }: Stage): Addresses => ({
  app: flowra.plan.appAddress,
  realtimePort: flowra.plan.ports.realtime,
});

type Entry = MemberEntry | CustomerEntry;
type State = MemberChatState | CustomerChatState;

/** One person with one chat open, by the code that runs in browsers; both sides of what they do are in ledgers. */
export type Client = {
  name: string;
  person: Person;
  chat: Chat;
  reader: Reader;
  store: ThreadStore<Entry, State>;
  realtime: Realtime;
  /** Numbered by whoever wrote, so that each text is unique. */
  write(): void;
  attempts: Ledger<Attempt>;
  shown: Ledger<Shown>;
  /** How often an entry that had been shown was gone again, which never happens. */
  close(): void;
};

export function openClient(
  stage: Stage,
  world: World,
  { person, chat, addresses = addressesOf(stage) }: { person: Person; chat: Chat; addresses?: Addresses },
): Client {
  const name = `${person.name} in ${chat.kind} ${chat.id.slice(-6)}`;
  const file = (what: string) => join(stage.folder, `${world.slug} ${name} ${what}.jsonl`);
  const attempts = new Ledger<Attempt>(file("sent"));
  const shown = new Ledger<Shown>(file("shown"));
  const isMember = person.kind === "member";
  const headers = () => ({ ...person.headers, ...via(addresses.app) });
  const realtime = createRealtime({
    settings: {
      key: stage.flowra.secrets.PUSHER_KEY,
      cluster: "none",
      host: "127.0.0.1",
      port: addresses.realtimePort,
      tls: false,
    },
    headers,
    ...(isMember ? { userEndpoint: "/api/realtime/user" } : {}),
  });

  const member = isMember ? memberFeed(realtime) : null;
  const feed = member?.feed ?? customerFeed(realtime, chat.id, headers, () => {}).feed;
  const api = threadApi<Entry, State>(chat.id, headers);
  const store = createThreadStore<Entry, State>({
    chatId: chat.id,
    api: { ...api, send: logged(attempts, { writer: name, chat: chat.id }, api.send) },
    feed: feed as ThreadFeed<Entry, State>,
    unsent: unsentInMemory(),
    most: Number.POSITIVE_INFINITY,
  });

  const seen = new Set<string>();
  const doubled = new Set<string>();
  store.subscribe(() => {
    const { entries, unsent, state } = store.getSnapshot();
    if (member && state && "membersEpoch" in state)
      member.listenTo(channelName.chat({ workspaceId: world.id, epoch: 1 }, { id: chat.id, ...state }));
    const beside = new Set(unsent.map(({ id }) => id));
    for (const { id, seq, body } of entries) {
      const row = { id, reader: name, chat: chat.id, hash: hashOf(body), seq, at: Date.now() };
      if (!seen.has(id)) shown.append(row);
      else if (beside.has(id) && !doubled.has(id)) shown.append({ ...row, again: true });
      if (beside.has(id)) doubled.add(id);
      seen.add(id);
    }
  });
  const stop = store.start();
  let written = 0;
  return {
    name,
    person,
    chat,
    reader: { reader: name, chat: chat.id, audience: isMember ? "members" : "customers" },
    store,
    realtime,
    write: () => store.send({ kind: "message", body: `${name} wrote number ${++written}.` }),
    attempts,
    shown,
    close() {
      stop();
      realtime.close();
    },
  };
}

type Send = (message: Parameters<ThreadStoreSend>[0]) => ReturnType<ThreadStoreSend>;
type ThreadStoreSend = ReturnType<typeof threadApi<Entry, State>>["send"];

/** Refusals that decide nothing: the client sends again by itself. */
const open = new Set(["UNAVAILABLE", "INTERNAL", "RATE_LIMITED"]);

function logged(ledger: Ledger<Attempt>, who: { writer: string; chat: string }, send: Send): Send {
  return async (message) => {
    const at = Date.now();
    const note = (end: Pick<Attempt, "outcome" | "seq" | "why">) =>
      ledger.append({ id: message.id, ...who, hash: hashOf(message.body), at, ms: Date.now() - at, ...end });
    try {
      const answer = await send(message);
      note({ outcome: "ok", seq: answer.entry.seq });
      return answer;
    } catch (reason) {
      const code = reason instanceof Refused ? reason.error.code : null;
      const why = code ?? (reason instanceof Error ? `${reason.message} ${causeOf(reason)}`.trim() : "?");
      note({ outcome: code && !open.has(code) ? "fail" : "unknown", seq: null, why });
      throw reason;
    }
  };
}

const causeOf = ({ cause }: Error) =>
  cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.message) : "";

/** A browser's storage, for as long as this process lives. */
function unsentInMemory(): UnsentStore {
  const kept = new Map<string, Unsent>();
  return {
    load: () => [...kept.values()],
    save: (message) => Boolean(kept.set(message.id, message)),
    has: (id) => kept.has(id),
    remove: (id) => void kept.delete(id),
  };
}
