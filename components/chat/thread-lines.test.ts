import { describe, expect, it } from "vitest";
import type { Unsent } from "@/lib/chat-client/unsent";
import type { MemberChatState, MemberEntry } from "@/lib/domain/chats/views";
import { type MessageLine, type ThreadLinesInput, threadLines } from "./thread-lines";

const ana = { id: "ana", name: "Ana", avatar: null };
const bo = { id: "bo", name: "Bo", avatar: null };
let count = 0;

function entry(over: Partial<MemberEntry> = {}): MemberEntry {
  count += 1;
  return {
    id: `m${count}`,
    seq: count,
    publicSeq: count,
    rev: count,
    kind: "message",
    author: { kind: "customer", id: "kim", name: "Kim" },
    body: "Hi",
    replyTo: null,
    mentions: [],
    files: [],
    reactions: [],
    event: null,
    at: "2026-02-28T10:00:00.000Z",
    editedAt: null,
    deleted: false,
    ...over,
  };
}
const by = (person: typeof ana) => ({ kind: "member", ...person }) as const;
const event = () => entry({ kind: "event", publicSeq: null, author: by(ana), event: { name: "resolved" } });

const lines = (entries: MemberEntry[], over: Partial<ThreadLinesInput> = {}) =>
  threadLines({
    entries,
    unsent: [],
    state: null,
    me: ana,
    requesterId: "kim",
    newAfter: null,
    timeZone: "UTC",
    ...over,
  });
const types = (entries: MemberEntry[], over?: Partial<ThreadLinesInput>) =>
  lines(entries, over).map(({ type }) => type);
const messages = (entries: MemberEntry[], over?: Partial<ThreadLinesInput>) =>
  lines(entries, over).filter((line): line is MessageLine => line.type === "message");
const state = (over: Partial<MemberChatState> = {}): MemberChatState => ({
  stateRev: 0,
  membersEpoch: 1,
  kind: "support",
  title: null,
  participants: [],
  rev: 1,
  seq: 1,
  reads: [],
  requester: { readSeq: 0, deliveredSeq: 0 },
  ...over,
});

describe("the lines of a thread", () => {
  it("folds what the system noted in a row into one line", () => {
    const told = [event(), event(), entry(), event()];
    expect(types(told)).toEqual(["day", "events", "message", "events"]);
    expect(lines(told)[1]).toMatchObject({ entries: [{ seq: told[0]!.seq }, { seq: told[1]!.seq }] });
  });

  it("marks where the unread begins, but not at one's own words or at events", () => {
    const [own, noted, answer] = [entry({ author: by(ana) }), event(), entry()];
    const newAfter = own.seq - 1;
    expect(types([own, noted, answer], { newAfter })).toEqual(["day", "message", "events", "new", "message"]);
    expect(types([own, answer], { newAfter: answer.seq })).not.toContain("new");
  });

  it("starts a day in the reader's zone", () => {
    const late = [entry({ at: "2026-02-28T22:30:00.000Z" }), entry({ at: "2026-02-28T23:30:00.000Z" })];
    expect(types(late)).toEqual(["day", "message", "message"]);
    expect(types(late, { timeZone: "Europe/Berlin" })).toEqual(["day", "message", "day", "message"]);
  });

  it("groups one person's words, but never a note with a reply", () => {
    const said = [
      entry({ author: by(ana) }),
      entry({ author: by(ana) }),
      entry({ author: by(ana), kind: "note", publicSeq: null }),
      entry({ author: by(ana), kind: "note", publicSeq: null, at: "2026-02-28T10:06:00.000Z" }),
    ];
    expect(messages(said).map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it("says of replies how far they came, and nothing of notes and of what customers write", () => {
    const said = [
      entry({ author: by(ana), publicSeq: 1 }),
      entry({ author: by(ana), publicSeq: 2 }),
      entry({ author: by(bo), publicSeq: 3 }),
      entry({ author: by(bo), publicSeq: null, kind: "note" }),
      entry({ publicSeq: 4 }),
    ];
    const known = state({ requester: { readSeq: 1, deliveredSeq: 2 } });
    expect(messages(said, { state: known }).map(({ delivery }) => delivery)).toEqual([
      "read",
      "delivered",
      "sent",
      null,
      null,
    ]);
  });

  it("treats a member who asks for support as the customer of that thread", () => {
    expect(messages([entry({ author: by(bo) })], { requesterId: "bo" })[0]).toMatchObject({
      side: "customer",
      delivery: null,
    });
  });

  it("shows a reader once, at the last message they have read, and never the reader of the screen", () => {
    const said = [entry(), entry(), event()];
    const [one, two] = said as [MemberEntry, MemberEntry];
    const reads = [
      { user: ana, seq: two.seq },
      { user: bo, seq: said[2]!.seq },
      { user: { ...bo, id: "cy" }, seq: one.seq },
    ].map((read) => ({ ...read, deliveredSeq: read.seq }));
    expect(
      messages(said, { state: state({ reads }) }).map(({ readers }) => readers.map(({ id }) => id)),
    ).toEqual([["cy"], ["bo"]]);
  });

  it("shows a part of a long thread without those who read on behind it, and no mark where it can't be known", () => {
    const part = [entry(), entry()];
    const [one, two] = part as [MemberEntry, MemberEntry];
    const at = (user: typeof ana, seq: number) => ({ user, seq, deliveredSeq: seq });
    const reads = [
      at(bo, two.seq + 50),
      at({ ...bo, id: "cy" }, one.seq),
      at({ ...bo, id: "di" }, one.seq - 50),
    ];
    const shown = messages(part, { state: state({ reads }), hasNewer: true });
    expect(shown.map(({ readers }) => readers.map(({ id }) => id))).toEqual([["cy"], []]);
    expect(types(part, { newAfter: one.seq - 1 })).toContain("new");
    expect(types(part, { newAfter: one.seq - 9 })).not.toContain("new");
  });

  it("names each line once, also when a day comes twice", () => {
    const days = ["2026-02-28", "2026-02-27", "2026-02-28"].map((day) =>
      entry({ at: `${day}T10:00:00.000Z` }),
    );
    const keys = lines(days).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(types(days).filter((type) => type === "day")).toHaveLength(3);
  });

  it("shows a message once when its live copy has overtaken the answer to its sending", () => {
    const stored = entry({ author: by(ana) });
    const unsent: Unsent = {
      id: stored.id,
      body: "Hi",
      kind: "message",
      at: stored.at,
      status: "sending",
      error: null,
    };
    expect(messages([stored], { unsent: [unsent] }).map(({ seq }) => seq)).toEqual([stored.seq]);
    expect(messages([], { unsent: [unsent] })[0]).toMatchObject({ seq: null, side: "team", unsent });
  });
});
