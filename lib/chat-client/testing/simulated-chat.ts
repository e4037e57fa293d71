import type { Quote } from "@/lib/domain/chats/views";
import type { Refused } from "../refused";
import type { Place, ThreadApi, ThreadFeed, ThreadWindow } from "../thread-store";
import type { MessageToSend, Unsent, UnsentStore } from "../unsent";

export type Line = { id: string; seq: number; rev: number; body: string; replyTo?: Quote | null };
export type LineState = { rev: number; stateRev: number; seq: number; topic: number };
type News = Parameters<ThreadFeed<Line, LineState>>[0];

/** What the way between browser and server does to one request or one piece of news. */
export type Fate = { lose: boolean; loseAnswer: boolean; twice: boolean; delay: number };
const smooth: Fate = { lose: false, loseAnswer: false, twice: false, delay: 1 };

/** A chat as the server keeps it: places and revisions without gaps, ids stored once, small windows. */
export class SimulatedChat {
  readonly lines: Line[] = [];
  state: LineState = { rev: 0, stateRev: 0, seq: 0, topic: 0 };
  /** Most entries of a window and of a catch-up. */
  windowSize = 50;
  catchUpSize = 500;
  reachable = true;
  /** Decides what happens on the way; nothing bad unless a test says so. */
  fate: () => Fate = () => smooth;
  /** A refusal for the next sends, by body. */
  refusals = new Map<string, Refused>();
  /** Messages go there instead, as after the closing of a ticket. */
  movedTo: string | null = null;
  readonly received: string[] = [];
  /** As it travelled, refused or not. */
  readonly sent: MessageToSend[] = [];
  readonly asked = {
    after: [] as number[],
    newest: 0,
    before: [] as number[],
    behind: [] as number[],
    around: [] as Place[],
  };
  readonly acks: { read: number; delivered: number }[] = [];
  readonly #subscribers = new Set<News>();
  readonly #present = new Set<News>();

  constructor(readonly chatId = "chat") {}

  post(id: string, body: string, answers?: Line): Line {
    const known = this.lines.find((line) => line.id === id);
    if (known) return known;
    const line = {
      id,
      body,
      seq: this.state.seq + 1,
      rev: this.state.rev + 1,
      replyTo: answers ? quoteOf(answers) : null,
    };
    this.lines.push(line);
    this.state = { ...this.state, seq: line.seq, rev: line.rev };
    this.#tell((news) => news.entry(line));
    return line;
  }

  edit(seq: number): void {
    const line = this.lines[seq - 1];
    if (!line) return;
    const body = `${line.body}*`;
    let { rev } = this.state;
    // What answers it quotes it, so that changed too.
    for (const [index, other] of this.lines.entries())
      if (other.replyTo?.id === line.id)
        this.lines[index] = { ...other, rev: ++rev, replyTo: quoteOf({ ...line, body }) };
    const edited = { ...line, rev: ++rev, body };
    this.lines[seq - 1] = edited;
    this.state = { ...this.state, rev };
    this.#tell((news) => news.entry(edited));
  }

  moveState(): void {
    const rev = this.state.rev + 1;
    this.state = { ...this.state, rev, stateRev: rev, topic: this.state.topic + 1 };
    // Read only when it is told: by then there may be entries that are told of later.
    this.#tell((news) => news.state(this.state));
  }

  readonly feed: ThreadFeed<Line, LineState> = (news) => {
    this.#present.add(news);
    news.live(false);
    if (this.reachable) this.#join(news);
    return () => {
      this.#present.delete(news);
      this.#subscribers.delete(news);
    };
  };

  /** The realtime connection of everybody ends. */
  cut(): void {
    this.#subscribers.clear();
    for (const news of this.#present) news.live(false);
  }

  /** … and is there again. */
  heal(): void {
    for (const news of this.#present) if (!this.#subscribers.has(news)) this.#join(news);
  }

  #join(news: News): void {
    setTimeout(() => {
      if (!this.#present.has(news)) return;
      this.#subscribers.add(news);
      news.live(true);
      news.subscribed();
    }, 5);
  }

  #tell(how: (news: News) => void): void {
    for (const news of this.#subscribers) {
      const fate = this.fate();
      if (fate.lose) continue;
      const arrive = () => this.#present.has(news) && how(news);
      setTimeout(arrive, fate.delay);
      if (fate.twice) setTimeout(arrive, fate.delay * 2 + 3);
    }
  }

  readonly api: ThreadApi<Line, LineState> = {
    newest: () =>
      this.#answer(() => {
        this.asked.newest++;
        return this.#window(this.lines);
      }),
    before: (seq) =>
      this.#answer(() => {
        this.asked.before.push(seq);
        return this.#window(this.lines.filter((line) => line.seq < seq));
      }),
    behind: (seq) =>
      this.#answer(() => {
        this.asked.behind.push(seq);
        const { lines, windowSize } = this;
        const entries = lines.slice(seq, seq + windowSize);
        return { entries, state: this.state, hasOlder: seq > 0, hasNewer: lines.length > seq + windowSize };
      }),
    around: (place) =>
      this.#answer(() => {
        this.asked.around.push(place);
        const { lines, windowSize } = this;
        const at = lines.findIndex((line) =>
          "id" in place ? line.id === place.id : "seq" in place && line.seq === place.seq,
        );
        const first = Math.max(0, at - Math.floor(windowSize / 2));
        const entries = at < 0 ? [] : lines.slice(first, first + windowSize);
        const hasNewer = first + windowSize < lines.length;
        return { entries, state: this.state, hasOlder: first > 0, hasNewer, found: lines[at]?.id ?? null };
      }),
    after: (rev) =>
      this.#answer(() => {
        this.asked.after.push(rev);
        const changed = this.lines.filter((line) => line.rev > rev).sort((a, b) => a.rev - b.rev);
        const more = changed.length > this.catchUpSize;
        const entries = changed.slice(0, this.catchUpSize);
        return { entries, state: this.state, hasOlder: false, ...(more ? { more } : {}) };
      }),
    send: ({ id, body, ...rest }) =>
      this.#answer(() => {
        this.sent.push({ id, body, ...rest });
        const refusal = this.refusals.get(body);
        if (refusal) throw refusal;
        this.received.push(body);
        if (this.movedTo) return { chatId: this.movedTo, entry: { id, body, seq: 1, rev: 1, replyTo: null } };
        return { chatId: this.chatId, entry: this.post(id, body) };
      }),
    markRead: (position) => this.#answer(() => void this.acks.push(position)),
  };

  #window(lines: Line[]): ThreadWindow<Line, LineState> {
    return {
      entries: lines.slice(-this.windowSize),
      state: this.state,
      hasOlder: lines.length > this.windowSize,
    };
  }

  #answer<T>(work: () => T): Promise<T> {
    const { lose, loseAnswer, delay } = this.fate();
    return new Promise((resolve, reject) => {
      const noAnswer = () => reject(new TypeError("Failed to fetch"));
      setTimeout(() => {
        if (lose || !this.reachable) return noAnswer();
        try {
          const answer = work();
          setTimeout(() => (loseAnswer || !this.reachable ? noAnswer() : resolve(answer)), delay);
        } catch (reason) {
          reject(reason);
        }
      }, delay);
    });
  }
}

const quoteOf = ({ id, seq, body }: Line): Quote => ({
  id,
  seq,
  kind: "message",
  author: { name: null },
  text: body,
  deleted: false,
});

/** A browser's storage, shared by its tabs; `refuses` as in a framed page without permission. */
export function simulatedStorage(refuses = false): UnsentStore & { kept: Map<string, Unsent> } {
  const kept = new Map<string, Unsent>();
  return {
    kept,
    load: () => [...kept.values()].map((message) => ({ ...message, status: "sending", error: null })),
    save: (message) => {
      if (!refuses) kept.set(message.id, message);
      return !refuses;
    },
    has: (id) => kept.has(id),
    remove: (id) => void kept.delete(id),
  };
}
