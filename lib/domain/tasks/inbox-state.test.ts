import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countHeld,
  type InboxEvent,
  type InboxState,
  isLeaving,
  isUnread,
  reduceInbox,
  rowsOf,
  startInbox,
} from "./inbox-state";
import type { TicketView } from "./ticket-views";
import { inboxRules } from "./view-rules";
import type { TicketListItem } from "./views";

const me = "me";
const minute = (n: number) => new Date(Date.UTC(2026, 1, 28, 10, n)).toISOString();

function ticket(id: string, over: Partial<TicketListItem> = {}): TicketListItem {
  return {
    id,
    chatId: `chat-${id}`,
    number: 1,
    title: id,
    status: "open",
    priority: "normal",
    assignee: null,
    team: null,
    tags: [],
    fields: {},
    requester: { kind: "customer", id: "c", name: null, email: null },
    inboxId: null,
    inboxName: null,
    lastMessage: null,
    seq: 1,
    messageSeq: 1,
    mergedInto: null,
    mergedFrom: [],
    readMerged: null,
    waitingSince: null,
    snoozedUntil: null,
    archivedAt: null,
    createdAt: minute(0),
    lastActivityAt: minute(0),
    version: 1,
    readSeq: 0,
    hasDraft: false,
    ...over,
  };
}

const start = (
  items: TicketListItem[],
  { view = "all", ...over }: { view?: TicketView; more?: boolean; searching?: boolean } = {},
) => startInbox({ rules: inboxRules(view, me), searching: false, more: false, now: 0, items, ...over });
const play = (state: InboxState, ...events: InboxEvent[]) => events.reduce(reduceInbox, state);
const ids = (state: InboxState) => rowsOf(state).map(({ id }) => id);
const changed = (item: TicketListItem): InboxEvent => ({ type: "changed", ticket: item });
const hold = (held: boolean): InboxEvent => ({ type: "held", held });

const a = ticket("a", { lastActivityAt: minute(3) });
const b = ticket("b", { lastActivityAt: minute(2) });
const c = ticket("c", { lastActivityAt: minute(1) });

describe("the inbox list", () => {
  it("marks where one has begun to write, and doesn't let an older answer take that back", () => {
    const mark = (state: InboxState) => rowsOf(state).map(({ hasDraft }) => hasDraft);
    const began: InboxEvent = { type: "draft", chatId: "chat-a", hasDraft: true };
    const page = (asOf: number, hasDraft: boolean): InboxEvent => ({
      type: "refetched",
      items: [{ ...a, hasDraft }, b],
      more: false,
      asOf,
    });
    const state = play(
      start([
        { ...a, hasDraft: false },
        { ...b, hasDraft: true },
      ]),
      began,
    );
    expect(mark(state)).toEqual([true, true]);
    expect(mark(play(state, changed({ ...a, version: 2 })))).toEqual([true, true]);
    expect(mark(play(state, page(state.events - 1, false)))).toEqual([true, false]);
    expect(mark(play(state, page(state.events, false)))).toEqual([false, false]);
    expect(mark(play(state, { ...began, hasDraft: false }))).toEqual([false, true]);
  });

  it("brings what moved to the top, and drops what no longer belongs to the view", () => {
    const state = start([a, b, c]);
    expect(ids(play(state, changed({ ...c, version: 2, lastActivityAt: minute(9) })))).toEqual([
      "c",
      "a",
      "b",
    ]);
    const mine = start([a], { view: "unassigned" });
    const taken = { ...a, version: 2, assignee: { id: "ana", name: "Ana", avatar: null } };
    expect(ids(play(mine, changed(taken)))).toEqual([]);
  });

  it("puts who waits longest first where customers wait", () => {
    const waiting = (item: TicketListItem, at: number) => ({ ...item, waitingSince: minute(at) });
    expect(ids(start([waiting(a, 5), waiting(b, 4)], { view: "waiting" }))).toEqual(["b", "a"]);
  });

  it("keeps a ticket that one audience loses while another gets it, in either order", () => {
    const moved = { ...a, version: 2 };
    const left: InboxEvent = { type: "left", id: "a", version: 2 };
    expect(ids(play(start([a]), left, changed(moved)))).toEqual(["a"]);
    expect(ids(play(start([a]), changed(moved), left))).toEqual(["a"]);
    expect(ids(play(start([a]), left))).toEqual([]);
    expect(ids(play(start([]), left, changed(a)))).toEqual([]);
  });

  it("doesn't take the answer to an own change for a right to see the ticket", () => {
    const given = { ...a, version: 2 };
    const state = play(start([a]), { type: "left", id: "a", version: 2 }, { type: "updated", ticket: given });
    expect(ids(state)).toEqual([]);
  });

  it("holds its rows still and counts what waits", () => {
    const held = play(
      start([a, b, c]),
      hold(true),
      changed(ticket("new", { lastActivityAt: minute(8) })),
      changed({ ...c, version: 2, lastActivityAt: minute(9), title: "renamed" }),
    );
    expect(ids(held)).toEqual(["a", "b", "c"]);
    expect(rowsOf(held)[2]?.title).toBe("renamed");
    expect(countHeld(held)).toBe(2);
    const released = play(held, hold(false));
    expect(ids(released)).toEqual(["c", "new", "a", "b"]);
    expect(countHeld(released)).toBe(0);
  });

  it("while held, keeps a row that left the view until it settles, but never one that may not be seen", () => {
    const state = play(
      start([a, b], { view: "unassigned" }),
      hold(true),
      changed({ ...a, version: 2, status: "resolved" }),
    );
    expect(ids(state)).toEqual(["a", "b"]);
    expect(isLeaving(state, rowsOf(state)[0]!)).toBe(true);
    expect(ids(play(state, { type: "settled", id: "a" }))).toEqual(["b"]);
    expect(ids(play(state, { type: "settled", id: "b" }))).toEqual(["a", "b"]);
    expect(ids(play(state, { type: "left", id: "b", version: 5 }))).toEqual(["a"]);
  });

  it("shows nothing below the last loaded row until the next page has come", () => {
    const state = start([a, b], { more: true });
    const old = play(state, changed(c));
    expect(ids(old)).toEqual(["a", "b"]);
    expect(ids(play(old, { type: "appended", items: [c], more: false }))).toEqual(["a", "b", "c"]);
  });

  it("a fresh answer removes what it doesn't list, but not what was heard of meanwhile", () => {
    const asked = start([a, b, c]);
    const fresh = ticket("fresh", { lastActivityAt: minute(9) });
    const answer: InboxEvent = { type: "refetched", items: [a], more: false, asOf: asked.events };
    expect(ids(play(asked, changed(fresh), answer))).toEqual(["fresh", "a"]);
  });

  it("adds nothing to the results of a search, but keeps them fresh", () => {
    const state = play(
      start([a], { searching: true }),
      changed(b),
      changed({ ...a, version: 2, title: "new" }),
    );
    expect(rowsOf(state).map(({ title }) => title)).toEqual(["new"]);
  });

  it("reads forward only, also when another tab tells it first", () => {
    const read = (seq: number): InboxEvent => ({ type: "read", chatId: "chat-a", seq });
    const heard = (seq: number): InboxEvent => {
      const { readSeq, hasDraft, ...news } = { ...a, seq, messageSeq: seq };
      return { type: "changed", ticket: news };
    };
    const state = play(start([]), read(5), read(3), heard(5));
    expect(isUnread(rowsOf(state)[0]!)).toBe(false);
    expect(isUnread(rowsOf(play(state, heard(6)))[0]!)).toBe(true);
  });

  it("marks what others wrote as unread, and no lines about what happened", () => {
    expect(isUnread(ticket("a", { seq: 9, messageSeq: 4, readSeq: 4 }))).toBe(false);
    expect(isUnread(ticket("a", { seq: 9, messageSeq: 5, readSeq: 4 }))).toBe(true);
  });

  it("takes a row that comes by itself for unread when it comes with a message, until it is known", () => {
    const said = { text: "Hi", by: "customer" as const, at: minute(5) };
    const { readSeq, hasDraft, ...news } = ticket("new", { lastMessage: said, messageSeq: 3, version: 2 });
    const come = (over: Partial<TicketListItem>) =>
      play(start([]), { type: "changed", ticket: { ...news, ...over } });
    const mark = (state: InboxState) => isUnread(rowsOf(state)[0]!);
    expect(mark(come({ lastActivityAt: said.at }))).toBe(true);
    expect(mark(come({ lastActivityAt: minute(7) }))).toBe(false);
    const told = (seq: number): InboxEvent => {
      const items = [{ ...news, lastActivityAt: minute(7), readSeq: seq, hasDraft: false }];
      return { type: "refetched", items, more: false, asOf: 9 };
    };
    expect(mark(play(come({ lastActivityAt: minute(7) }), told(2)))).toBe(true);
    expect(mark(play(come({ lastActivityAt: said.at }), told(3)))).toBe(false);
  });

  it("wakes snoozed tickets with the clock", () => {
    const asleep = ticket("a", { snoozedUntil: minute(30) });
    const state = start([asleep], { view: "snoozed" });
    expect(ids(state)).toEqual(["a"]);
    expect(ids(play(state, { type: "ticked", now: Date.parse(minute(30)) }))).toEqual([]);
  });
});

/** What one ticket goes through: at each version somebody tells what it is like, or that it is gone. */
const history = fc.integer({ min: 0, max: 4 }).chain((n) =>
  fc
    .array(
      fc.record({
        gone: fc.boolean(),
        both: fc.boolean(),
        status: fc.constantFrom("open", "pending", "resolved" as const),
        assignee: fc.constantFrom(null, { id: me, name: "I", avatar: null }),
        at: fc.integer({ min: 0, max: 50 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((steps) =>
      steps.flatMap(({ gone, both, status, assignee, at }, index): InboxEvent[] => {
        const version = index + 1;
        const lastActivityAt = minute(at);
        const now = changed(ticket(`t${n}`, { status, assignee, lastActivityAt, version, seq: version }));
        const left: InboxEvent = { type: "left", id: `t${n}`, version };
        return both ? [now, left] : [gone ? left : now];
      }),
    ),
);
const tale = fc
  .uniqueArray(history, {
    maxLength: 4,
    selector: ([first]) =>
      first?.type === "changed" ? first.ticket.id : first?.type === "left" ? first.id : "",
  })
  .map((histories) => histories.flat());
const view = fc.constantFrom<TicketView>("all", "mine", "unassigned", "resolved");

describe("convergence", () => {
  it("any order and any repetition of the same news end in the same list", () => {
    const run = tale.chain((events) =>
      fc.record({
        events: fc.constant(events),
        view,
        shuffled: fc
          .tuple(fc.shuffledSubarray(events), fc.shuffledSubarray(events, { minLength: events.length }))
          .map(([repeated, all]) => [...repeated, ...all]),
      }),
    );
    fc.assert(
      fc.property(run, ({ events, shuffled, view }) => {
        const state = start([], { view });
        expect(rowsOf(play(state, ...shuffled))).toEqual(rowsOf(play(state, ...events)));
      }),
    );
  });

  it("holding and letting go ends in the same list, and the count of held rows then is none", () => {
    fc.assert(
      fc.property(tale, view, fc.nat(20), (events, view, at) => {
        const state = start([a, b, c], { view });
        const held = play(state, ...events.slice(0, at), hold(true), ...events.slice(at));
        const released = play(held, hold(false));
        expect(ids(released)).toEqual(ids(play(state, ...events)));
        // With nothing to bring in, letting go moves nothing.
        if (countHeld(held) === 0) {
          const staying = rowsOf(held).filter((item) => !isLeaving(held, item));
          expect(ids(released)).toEqual(staying.map(({ id }) => id));
        }
      }),
    );
  });
});
