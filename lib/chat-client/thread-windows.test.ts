import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Line, type LineState, SimulatedChat, simulatedStorage } from "./testing/simulated-chat";
import { createThreadStore } from "./thread-store";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = (ms = 200) => vi.advanceTimersByTimeAsync(ms);
async function done<T>(work: Promise<T>): Promise<T> {
  await settle();
  return work;
}

/** A reader of a chat of a hundred entries, in windows of ten. */
async function open(most = 40) {
  const chat = new SimulatedChat();
  chat.windowSize = 10;
  for (let n = 1; n <= 100; n++) chat.post(`n${n}`, `${n}`);
  const store = createThreadStore<Line, LineState>({
    chatId: "chat",
    api: chat.api,
    feed: chat.feed,
    unsent: simulatedStorage(),
    most,
  });
  store.start();
  await settle();
  const range = () => {
    const { entries } = store.getSnapshot();
    return `${entries[0]?.seq}–${entries.at(-1)?.seq}`;
  };
  return { chat, store, range };
}

describe("going to a place", () => {
  test("shows what is around it, and pages in both directions until it is one with the newest", async () => {
    const { chat, store, range } = await open();
    expect(await done(store.show({ id: "n50" }))).toBe("n50");
    expect(range()).toBe("45–54");
    expect(store.getSnapshot()).toMatchObject({ hasOlder: true, hasNewer: true });
    await done(store.loadOlder());
    expect(range()).toBe("35–54");
    for (const expected of ["35–64", "35–74", "55–84"]) {
      await done(store.loadNewer());
      expect(range()).toBe(expected);
    }
    await done(store.loadNewer());
    expect(range()).toBe("55–100");
    expect(store.getSnapshot()).toMatchObject({ hasOlder: true, hasNewer: false });
    expect(chat.asked.behind).toEqual([54, 64, 74, 84]);
  });

  test("that is here already, or among the newest, asks nothing", async () => {
    const { chat, store, range } = await open();
    expect(await done(store.show({ id: "n95" }))).toBe("n95");
    await done(store.show({ seq: 50 }));
    expect(await done(store.show({ seq: 48 }))).toBe("n48");
    expect(await done(store.show({ seq: 99 }))).toBe("n99");
    expect(range()).toBe("91–100");
    expect(chat.asked.around).toEqual([{ seq: 50 }]);
  });

  test("near the newest ones shows one run", async () => {
    const { store, range } = await open();
    await done(store.show({ seq: 86 }));
    expect(range()).toBe("81–100");
    expect(store.getSnapshot()).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  test("that doesn't exist stays where one is", async () => {
    const { store, range } = await open();
    expect(await done(store.show({ id: "nothing" }))).toBe(null);
    expect(range()).toBe("91–100");
  });

  test("and then to another one, or back, before it came: the last wish counts", async () => {
    const { chat, store, range } = await open();
    const slow = { lose: false, loseAnswer: false, twice: false, delay: 60 };
    chat.fate = () => slow;
    const first = store.show({ seq: 20 });
    chat.fate = () => ({ ...slow, delay: 1 });
    expect(await done(Promise.all([first, store.show({ seq: 50 })]))).toEqual([null, "n50"]);
    expect(range()).toBe("45–54");
    chat.fate = () => slow;
    const third = store.show({ seq: 20 });
    store.showNewest();
    expect(await done(third)).toBe(null);
    expect(range()).toBe("91–100");
  });

  test("that can't be asked for says so and stays where one is", async () => {
    const { chat, store, range } = await open();
    chat.reachable = false;
    const asked = store.show({ seq: 50 }).catch(() => "failed");
    expect(await done(asked)).toBe("failed");
    expect(range()).toBe("91–100");
  });
});

describe("away from the newest entries", () => {
  test("what comes is held beneath, counted, and shown on the way back", async () => {
    const { chat, store, range } = await open();
    await done(store.show({ seq: 50 }));
    chat.post("x", "new");
    await settle();
    expect(range()).toBe("45–54");
    expect(store.getSnapshot().newest.map(({ seq }) => seq)).toEqual([
      91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101,
    ]);
    store.showNewest();
    expect(range()).toBe("91–101");
    expect(store.getSnapshot()).toMatchObject({ hasNewer: false });
  });

  test("changes of what is shown arrive, also while it was asked for", async () => {
    const { chat, store } = await open();
    await done(store.show({ seq: 50 }));
    chat.edit(50);
    await settle();
    expect(store.getSnapshot().entries.find(({ seq }) => seq === 50)?.body).toBe("50*");
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    const older = store.loadOlder();
    await settle(40);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.edit(40);
    await done(older);
    expect(store.getSnapshot().entries.find(({ seq }) => seq === 40)?.body).toBe("40*");
  });

  test("whoever writes is taken back to the end", async () => {
    const { store, range } = await open();
    await done(store.show({ seq: 50 }));
    store.send({ body: "mine", kind: "message" });
    expect(range()).toBe("91–100");
    expect(store.getSnapshot().unsent.map(({ body }) => body)).toEqual(["mine"]);
    await settle();
    expect(range()).toBe("91–101");
  });

  test("a page of a place that was left meanwhile changes nothing", async () => {
    const { chat, store, range } = await open();
    await done(store.show({ seq: 30 }));
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 60 });
    const older = store.loadOlder();
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    store.showNewest();
    await done(older);
    expect(range()).toBe("91–100");
    await done(store.loadOlder());
    expect(range()).toBe("81–100");
  });
});

describe("however long one reads", () => {
  test("upwards: the end is let go, stays live, and is there again at once", async () => {
    const { chat, store, range } = await open();
    for (const expected of ["81–100", "71–100", "61–100", "51–80"]) {
      await done(store.loadOlder());
      expect(range()).toBe(expected);
    }
    expect(store.getSnapshot()).toMatchObject({ hasNewer: true, hasOlder: true });
    for (let page = 0; page < 5; page++) await done(store.loadOlder());
    expect(range()).toBe("1–40");
    expect(store.getSnapshot()).toMatchObject({ hasOlder: false });
    chat.post("x", "new");
    await settle();
    store.showNewest();
    expect(range()).toBe("91–101");
    expect(store.getSnapshot()).toMatchObject({ hasOlder: true });
  });

  test("downwards: the beginning is let go and can be asked for again", async () => {
    const { store, range } = await open();
    await done(store.show({ seq: 6 }));
    for (const expected of ["1–20", "1–30", "1–40", "21–50"]) {
      await done(store.loadNewer());
      expect(range()).toBe(expected);
    }
    await done(store.loadOlder());
    expect(range()).toBe("11–50");
  });

  test("at the end: far old entries go when the reader says that they are there", async () => {
    const { chat, store, range } = await open(20);
    for (let n = 101; n <= 130; n++) chat.post(`n${n}`, `${n}`);
    await settle();
    expect(range()).toBe("91–130");
    store.forgetFar();
    expect(range()).toBe("116–130");
    await done(store.loadOlder());
    expect(store.getSnapshot().entries[0]?.seq).toBe(106);
  });
});

describe("quotes", () => {
  test("say what the entry that they quote says now, wherever that one is", async () => {
    const { chat, store } = await open();
    const answer = chat.post("answer", "Well", chat.lines[2]!);
    await settle();
    const shown = () => store.getSnapshot().newest.find(({ id }) => id === answer.id)?.replyTo?.text;
    expect(shown()).toBe("3");
    chat.edit(3);
    await settle(1_000);
    expect(shown()).toBe("3*");
    await done(store.show({ seq: 3 }));
    chat.cut();
    chat.edit(3);
    chat.heal();
    await settle(1_000);
    expect(shown()).toBe("3**");
  });

  test("also when it changed while they were asked for", async () => {
    const { chat, store } = await open();
    chat.post("answer", "Well", chat.lines[2]!);
    for (let n = 0; n < 30; n++) chat.post(`more${n}`, "more");
    await settle();
    store.forgetFar();
    await done(store.show({ seq: 50 }));
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    const asked = store.show({ id: "answer" });
    await settle(40);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.edit(3);
    await done(asked);
    await settle(1_000);
    expect(store.getSnapshot().entries.find(({ id }) => id === "answer")?.replyTo?.text).toBe("3*");
  });
});
