import { describe, expect, it, vi } from "vitest";
import { rowsOf } from "./inbox-state";
import { createInboxStore, type InboxSnapshot, type ListAnswer } from "./inbox-store";
import type { TicketListItem } from "./views";

const at = (minute: number) => new Date(Date.UTC(2026, 1, 28, 10, minute)).toISOString();

function ticket(number: number, over: Partial<TicketListItem> = {}): TicketListItem {
  return {
    id: `t${number}`,
    chatId: `c${number}`,
    number,
    title: `Ticket ${number}`,
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
    createdAt: at(0),
    lastActivityAt: at(number),
    version: 1,
    readSeq: 0,
    hasDraft: false,
    ...over,
  };
}

const answer = (items: TicketListItem[], nextCursor: string | null = null): ListAnswer => ({
  items,
  nextCursor,
  counts: { mine: items.length },
});

/** A server whose answers come when the test says so. */
function server() {
  const asked: { place: object; answer: (answer: ListAnswer) => void; fail: (reason: Error) => void }[] = [];
  return {
    asked,
    ask: (place: object, cursor?: string) =>
      new Promise<ListAnswer>((resolve, reject) =>
        asked.push({
          place: cursor === undefined ? place : { ...place, cursor },
          answer: resolve,
          fail: reject,
        }),
      ),
  };
}

function makeStore(initial: ListAnswer) {
  const { asked, ask } = server();
  const store = createInboxStore({
    userId: "me",
    place: { view: "all", q: "" },
    initial,
    ask,
    now: () => 0,
  });
  return { store, asked };
}
const numbers = ({ inbox }: InboxSnapshot) => (inbox ? rowsOf(inbox).map(({ number }) => number) : null);

describe("the inbox in the browser", () => {
  it("shows the answer for the list that was asked for last, whichever comes first", async () => {
    const { store, asked } = makeStore(answer([ticket(1)]));
    store.open({ view: "mine", q: "" });
    store.open({ view: "resolved", q: "" });
    asked[1]!.answer(answer([ticket(3, { status: "resolved" })]));
    await vi.waitFor(() => expect(numbers(store.getSnapshot())).toEqual([3]));
    asked[0]!.answer(answer([ticket(2, { assignee: { id: "me", name: "I", avatar: null } })]));
    await Promise.resolve();
    expect(numbers(store.getSnapshot())).toEqual([3]);
  });

  it("forgets no news that come while a list is on its way", async () => {
    const { store, asked } = makeStore(answer([]));
    store.open({ view: "unassigned", q: "" });
    expect(numbers(store.getSnapshot())).toBeNull();
    store.tell({ type: "changed", ticket: ticket(9) });
    asked[0]!.answer(answer([ticket(1)]));
    await vi.waitFor(() => expect(numbers(store.getSnapshot())).toEqual([9, 1]));
  });

  it("loads older rows once, below the others", async () => {
    const { store, asked } = makeStore(answer([ticket(5)], "next"));
    store.loadMore();
    store.loadMore();
    expect(asked.map(({ place }) => place)).toEqual([{ view: "all", q: "", cursor: "next" }]);
    asked[0]!.answer(answer([ticket(4)]));
    await vi.waitFor(() => expect(store.getSnapshot().hasMore).toBe(false));
    expect(numbers(store.getSnapshot())).toEqual([5, 4]);
    store.loadMore();
    expect(asked).toHaveLength(1);
  });

  it("asks again for as much as is shown, and drops what the server no longer lists", async () => {
    const { store, asked } = makeStore(answer([ticket(5), ticket(4)], "b"));
    store.loadMore();
    asked[0]!.answer(answer([ticket(3)], "c"));
    await vi.waitFor(() => expect(numbers(store.getSnapshot())).toEqual([5, 4, 3]));
    void store.refetch();
    asked[1]!.answer(answer([ticket(6), ticket(5)], "b2"));
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[2]!.place).toMatchObject({ cursor: "b2" });
    asked[2]!.answer(answer([ticket(3)], null));
    await vi.waitFor(() => expect(numbers(store.getSnapshot())).toEqual([6, 5, 3]));
  });

  it("keeps what it shows when asking again fails, and says when a list can't be loaded", async () => {
    const { store, asked } = makeStore(answer([ticket(1)]));
    const refetched = store.refetch();
    asked[0]!.fail(new Error("no network"));
    await refetched;
    expect(numbers(store.getSnapshot())).toEqual([1]);
    store.open({ view: "mine", q: "" });
    asked[1]!.fail(new Error("no network"));
    await vi.waitFor(() => expect(store.getSnapshot().error?.code).toBe("UNAVAILABLE"));
    store.open({ view: "mine", q: "" });
    expect(asked).toHaveLength(3);
  });

  it("asks again after a pause for a list that could not be loaded", async () => {
    const { store, asked } = makeStore(answer([ticket(1)]));
    store.open({ view: "mine", q: "" });
    asked[0]!.fail(new Error("no network"));
    await vi.waitFor(() => expect(store.getSnapshot().error).not.toBeNull());
    void store.refetch();
    expect(asked.map(({ place }) => place)).toEqual([
      { view: "mine", q: "" },
      { view: "mine", q: "" },
    ]);
    asked[1]!.answer(answer([ticket(2, { assignee: { id: "me", name: "I", avatar: null } })]));
    await vi.waitFor(() => expect(numbers(store.getSnapshot())).toEqual([2]));
    expect(store.getSnapshot().error).toBeNull();
  });
});
