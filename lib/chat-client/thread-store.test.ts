import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Refused } from "./refused";
import { type Line, type LineState, SimulatedChat, simulatedStorage } from "./testing/simulated-chat";
import { createThreadStore } from "./thread-store";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 200) => vi.advanceTimersByTimeAsync(ms);

function open(chat: SimulatedChat, unsent = simulatedStorage(), onMoved?: (chatId: string) => void) {
  const store = createThreadStore<Line, LineState>({
    chatId: "chat",
    api: chat.api,
    feed: chat.feed,
    unsent,
    onMoved,
  });
  const stop = store.start();
  return {
    store,
    unsent,
    stop,
    bodies: () => store.getSnapshot().entries.map(({ body }) => body),
    waiting: () => store.getSnapshot().unsent.map(({ body, status }) => `${body} ${status}`),
    say: (body: string) => store.send({ body, kind: "message" }),
  };
}

/** A chat in which others have said 1 … count. */
function chatOf(count: number): SimulatedChat {
  const chat = new SimulatedChat();
  for (let n = 1; n <= count; n++) chat.post(`other-${n}`, `${n}`);
  return chat;
}

describe("reading", () => {
  test("shows the newest window, then what comes", async () => {
    const chat = chatOf(3);
    const reader = open(chat);
    expect(reader.store.getSnapshot()).toMatchObject({ entries: [], status: "loading" });
    await settle();
    chat.post("x", "4");
    await settle();
    expect(reader.bodies()).toEqual(["1", "2", "3", "4"]);
    expect(reader.store.getSnapshot()).toMatchObject({ status: "live", hasOlder: false });
  });

  test("what follows a gap is shown only with what was missing", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    chat.fate = () => ({ lose: true, loseAnswer: false, twice: false, delay: 1 });
    chat.post("lost", "2");
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.post("came", "3");
    await settle(50);
    expect(reader.bodies()).toEqual(["1"]);
    await settle(100);
    expect(reader.bodies()).toEqual(["1", "2", "3"]);
  });

  test("what was said first is shown first, also where it is missing", async () => {
    const chat = chatOf(0);
    const reader = open(chat);
    await settle();
    chat.fate = () => ({ lose: true, loseAnswer: false, twice: false, delay: 1 });
    chat.post("lost", "1");
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.post("came", "2");
    await settle(50);
    expect(reader.bodies()).toEqual([]);
    await settle(100);
    expect(reader.bodies()).toEqual(["1", "2"]);
  });

  test("an answer that comes later than a change of what it quotes says what that says now", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    chat.post("answer", "2", chat.lines[0]);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.edit(1);
    await settle(1_000);
    expect(reader.store.getSnapshot().entries.at(-1)?.replyTo?.text).toBe("1*");
  });

  test("a steady stream full of gaps can't put the catch-up off", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    let turn = 0;
    chat.fate = () => ({ lose: turn++ % 2 === 0, loseAnswer: false, twice: false, delay: 1 });
    const asked = chat.asked.after.length;
    for (let n = 2; n < 40; n++) {
      chat.post(`n${n}`, `${n}`);
      chat.fate = () => ({ lose: n % 2 === 0, loseAnswer: false, twice: false, delay: 1 });
      await settle(60);
    }
    expect(chat.asked.after.length).toBeGreaterThan(asked + 5);
    expect(reader.bodies().length).toBeGreaterThan(30);
  });

  test("changes that only overtake each other cost no request", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    const asked = chat.asked.after.length;
    const delays = [40, 20, 1];
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: true, delay: delays.pop() ?? 1 });
    for (const body of ["2", "3", "4"]) chat.post(`n${body}`, body);
    await settle(1_000);
    expect(reader.bodies()).toEqual(["1", "2", "3", "4"]);
    expect(chat.asked.after.length).toBe(asked);
  });

  test("a cut answer is asked on, and nothing is shown out of place meanwhile", async () => {
    const chat = chatOf(2);
    chat.catchUpSize = 3;
    const reader = open(chat);
    await settle();
    chat.cut();
    for (let n = 3; n <= 10; n++) chat.post(`n${n}`, `${n}`);
    // The third is changed last, so it comes with the last part.
    chat.edit(3);
    const seen: string[][] = [];
    reader.store.subscribe(() => seen.push(reader.bodies()));
    await settle(6_000);
    expect(reader.bodies()).toEqual(["1", "2", "3*", "4", "5", "6", "7", "8", "9", "10"]);
    for (const bodies of seen) expect(bodies).toEqual(reader.bodies().slice(0, bodies.length));
  });

  test("events that come while the first window is fetched are neither lost nor put before it", async () => {
    const chat = chatOf(10);
    chat.windowSize = 3;
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    const reader = open(chat);
    await settle(40);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.edit(2);
    chat.post("late", "11");
    await settle(500);
    expect(reader.bodies()).toEqual(["8", "9", "10", "11"]);
    const older = reader.store.loadOlder();
    await settle();
    await older;
    expect(reader.bodies()).toEqual(["5", "6", "7", "8", "9", "10", "11"]);
  });

  test("changes of old entries arrive, also those that come while the old ones are fetched", async () => {
    const chat = chatOf(6);
    chat.windowSize = 3;
    const reader = open(chat);
    await settle();
    chat.edit(5);
    await settle();
    expect(reader.bodies()).toEqual(["4", "5*", "6"]);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    const older = Promise.all([reader.store.loadOlder(), reader.store.loadOlder()]);
    await settle(40);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    chat.edit(2);
    await settle();
    await older;
    expect(reader.bodies()).toEqual(["1", "2*", "3", "4", "5*", "6"]);
    expect(chat.asked.before).toEqual([4]);
  });

  test("an older change never replaces a newer one", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    const delays = [1, 50];
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: delays.pop() ?? 1 });
    chat.edit(1);
    chat.edit(1);
    await settle(500);
    expect(reader.bodies()).toEqual(["1**"]);
  });

  test("a position that moved is told, with one request for many", async () => {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle(500);
    for (let n = 2; n <= 20; n++) chat.post(`n${n}`, `${n}`);
    await settle(10);
    reader.store.markRead(20);
    await settle(500);
    expect(chat.acks.at(-1)).toEqual({ read: 20, delivered: 20 });
    expect(chat.acks.length).toBeLessThan(4);
  });

  test("a position that could not be told is told later, though nothing more happens", async () => {
    const chat = chatOf(3);
    const reader = open(chat);
    await settle(500);
    // Only the way to the server is cut: news still come, so nothing else tells that it is back.
    const { markRead } = chat.api;
    chat.api.markRead = () => Promise.reject(new TypeError("Failed to fetch"));
    reader.store.markRead(3);
    await settle(500);
    chat.api.markRead = markRead;
    expect(chat.acks.at(-1)).toEqual({ read: 0, delivered: 3 });
    await settle(20_000);
    expect(chat.acks.at(-1)).toEqual({ read: 3, delivered: 3 });
    expect(chat.acks).toHaveLength(2);
  });

  test("a position that the server refuses is not told over and over", async () => {
    const chat = chatOf(3);
    const reader = open(chat);
    await settle(500);
    let asked = 0;
    chat.api.markRead = () => {
      asked++;
      return Promise.reject(new Refused({ code: "NOT_FOUND" } as never));
    };
    reader.store.markRead(3);
    await settle(60_000);
    expect(asked).toBeLessThan(3);
  });

  test("a position is not told to have arrived behind a gap", async () => {
    const chat = chatOf(1);
    open(chat);
    await settle(500);
    chat.fate = () => ({ lose: true, loseAnswer: false, twice: false, delay: 1 });
    chat.post("lost", "2");
    await settle(500);
    expect(chat.acks.at(-1)).toEqual({ read: 0, delivered: 1 });
  });
});

describe("catching up", () => {
  async function missedOne() {
    const chat = chatOf(1);
    const reader = open(chat);
    await settle();
    chat.fate = () => ({ lose: true, loseAnswer: false, twice: false, delay: 1 });
    chat.post("missed", "2");
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    await settle(500);
    expect(reader.bodies()).toEqual(["1"]);
    return { chat, reader };
  }

  test("after a new subscription", async () => {
    const { chat, reader } = await missedOne();
    chat.cut();
    chat.heal();
    await settle();
    expect(reader.bodies()).toEqual(["1", "2"]);
  });

  test("within seconds while there is no realtime", async () => {
    const { chat, reader } = await missedOne();
    chat.cut();
    expect(reader.store.getSnapshot().status).toBe("polling");
    await settle(6_000);
    expect(reader.bodies()).toEqual(["1", "2"]);
  });

  test("now and then even when everything seems well, for a lost last message leaves no gap", async () => {
    const { reader } = await missedOne();
    await settle(62_000);
    expect(reader.bodies()).toEqual(["1", "2"]);
  });

  test("after sleep, and when the clock was set back", async () => {
    for (const jump of [40_000, -86_400_000]) {
      const { reader } = await missedOne();
      vi.setSystemTime(Date.now() + jump);
      await settle(1_500);
      expect(reader.bodies()).toEqual(["1", "2"]);
      reader.stop();
    }
  });

  test("a clock that was set back doesn't end the polling", async () => {
    const { chat, reader } = await missedOne();
    chat.cut();
    vi.setSystemTime(Date.now() - 86_400_000);
    await settle(1_500);
    chat.post("later", "3");
    await settle(6_000);
    expect(reader.bodies()).toEqual(["1", "2", "3"]);
  });

  test("when the browser is online again, and when the page is looked at after a while", async () => {
    const page = new EventTarget();
    const doc = Object.assign(new EventTarget(), { visibilityState: "visible" });
    vi.stubGlobal("window", page);
    vi.stubGlobal("document", doc);
    const { chat, reader } = await missedOne();
    page.dispatchEvent(new Event("online"));
    await settle(50);
    expect(reader.bodies()).toEqual(["1", "2"]);

    chat.fate = () => ({ lose: true, loseAnswer: false, twice: false, delay: 1 });
    chat.post("hidden", "3");
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    doc.visibilityState = "hidden";
    doc.dispatchEvent(new Event("visibilitychange"));
    await settle(31_000);
    expect(reader.bodies()).toEqual(["1", "2"]);
    doc.visibilityState = "visible";
    doc.dispatchEvent(new Event("visibilitychange"));
    await settle(50);
    expect(reader.bodies()).toEqual(["1", "2", "3"]);
  });

  test("goes on while the server can't be reached, and waits as long as the server asks", async () => {
    const { chat, reader } = await missedOne();
    chat.cut();
    chat.reachable = false;
    await settle(60_000);
    expect(reader.store.getSnapshot().status).toBe("polling");
    chat.reachable = true;
    await settle(10_000);
    expect(reader.bodies()).toEqual(["1", "2"]);

    let asked = 0;
    const after = chat.api.after;
    chat.api.after = async () => {
      asked++;
      throw new Refused({ code: "UNAVAILABLE", retryAfter: 30 });
    };
    await settle(25_000);
    expect(asked).toBe(1);
    chat.api.after = after;
    chat.post("at last", "3");
    await settle(15_000);
    expect(reader.bodies()).toEqual(["1", "2", "3"]);
  });

  test("a chat that is no longer ours says so, and comes back when it is again", async () => {
    const { chat, reader } = await missedOne();
    const after = chat.api.after;
    chat.api.after = async () => {
      throw new Refused({ code: "NOT_FOUND" });
    };
    chat.cut();
    await settle(6_000);
    expect(reader.store.getSnapshot()).toMatchObject({ status: "error", error: { code: "NOT_FOUND" } });
    chat.api.after = after;
    await settle(6_000);
    expect(reader.store.getSnapshot()).toMatchObject({ status: "polling", error: null });
    expect(reader.bodies()).toEqual(["1", "2"]);
  });

  test("once stopped it asks nothing any more", async () => {
    const { chat, reader } = await missedOne();
    reader.stop();
    const asked = { ...chat.asked, after: [...chat.asked.after] };
    chat.post("after", "3");
    await settle(120_000);
    expect(chat.asked).toEqual(asked);
  });
});

describe("writing", () => {
  test("in order, each shown from the first moment, and once", async () => {
    const chat = chatOf(1);
    const writer = open(chat);
    await settle();
    for (const body of ["a", "b", "c"]) writer.say(body);
    expect(writer.waiting()).toEqual(["a sending", "b sending", "c sending"]);
    await settle();
    expect(writer.bodies()).toEqual(["1", "a", "b", "c"]);
    expect(writer.waiting()).toEqual([]);
    expect(writer.unsent.kept.size).toBe(0);
  });

  test("an own message stays in sight while one before it is still missing", async () => {
    const chat = chatOf(1);
    const writer = open(chat);
    await settle();
    chat.cut();
    chat.post("other", "2");
    writer.say("mine");
    await settle(20);
    expect(writer.bodies()).toEqual(["1"]);
    expect(writer.waiting()).toEqual(["mine sending"]);
    await settle(300);
    expect(writer.bodies()).toEqual(["1", "2", "mine"]);
    expect(writer.waiting()).toEqual([]);
  });

  test("what was written before the chat is shown is neither lost nor doubled", async () => {
    const chat = chatOf(1);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 30 });
    const writer = open(chat);
    writer.say("early");
    expect(writer.waiting()).toEqual(["early sending"]);
    await settle(500);
    expect(writer.bodies()).toEqual(["1", "early"]);
    expect(writer.waiting()).toEqual([]);
  });

  test("a lost answer is followed by the same id, stored once", async () => {
    const chat = chatOf(0);
    const writer = open(chat);
    await settle();
    chat.fate = () => ({ lose: false, loseAnswer: true, twice: false, delay: 1 });
    chat.cut();
    writer.say("a");
    await settle(50);
    expect(writer.waiting()).toEqual(["a waiting"]);
    chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 1 });
    await settle(3_000);
    expect(chat.received).toEqual(["a", "a"]);
    expect(chat.lines.map(({ body }) => body)).toEqual(["a"]);
    expect(writer.bodies()).toEqual(["a"]);
    expect(writer.waiting()).toEqual([]);
  });

  test("unsent messages survive a reload and go out in order", async () => {
    const chat = chatOf(0);
    const storage = simulatedStorage();
    chat.reachable = false;
    const before = open(chat, storage);
    before.say("a");
    before.say("b");
    await settle(1_000);
    expect(before.waiting()).toEqual(["a waiting", "b waiting"]);
    before.stop();
    const after = open(chat, storage);
    expect(after.waiting()).toEqual(["a sending", "b sending"]);
    chat.reachable = true;
    await settle(20_000);
    expect(after.bodies()).toEqual(["a", "b"]);
  });

  test("leaving the chat doesn't keep its messages back", async () => {
    const chat = chatOf(0);
    const writer = open(chat);
    await settle();
    chat.reachable = false;
    writer.say("a");
    writer.say("b");
    await settle(50);
    writer.stop();
    chat.reachable = true;
    await settle(20_000);
    expect(chat.lines.map(({ body }) => body)).toEqual(["a", "b"]);
    expect(writer.unsent.kept.size).toBe(0);
  });

  test("they go out at once when the server answers again", async () => {
    const chat = chatOf(0);
    const writer = open(chat);
    await settle();
    chat.reachable = false;
    chat.cut();
    writer.say("a");
    await settle(120_000);
    chat.reachable = true;
    chat.heal();
    await settle(50);
    expect(writer.bodies()).toEqual(["a"]);
  });

  test("a refusal stops only itself, and can be tried again or thrown away", async () => {
    const chat = chatOf(0);
    chat.refusals.set(
      "bad",
      new Refused({ code: "INVALID", fields: [{ field: "body", problem: "too_long" }] }),
    );
    const writer = open(chat);
    await settle();
    for (const body of ["a", "bad", "b"]) writer.say(body);
    await settle();
    expect(writer.bodies()).toEqual(["a", "b"]);
    const [bad] = writer.store.getSnapshot().unsent;
    expect(bad).toMatchObject({ status: "failed", error: { code: "INVALID" } });
    writer.store.retry(bad!.id);
    expect(writer.waiting()).toEqual(["bad sending"]);
    await settle();
    expect(writer.waiting()).toEqual(["bad failed"]);
    chat.refusals.clear();
    writer.store.retry(bad!.id);
    await settle();
    expect(writer.bodies()).toEqual(["a", "b", "bad"]);

    chat.refusals.set("worse", new Refused({ code: "INVALID" }));
    writer.say("worse");
    await settle();
    writer.store.discard(writer.store.getSnapshot().unsent[0]!.id);
    expect(writer.waiting()).toEqual([]);
    expect(writer.unsent.kept.size).toBe(0);
  });

  test("a limit is waited out for as long as the server says, whatever else is written", async () => {
    const chat = chatOf(0);
    const writer = open(chat);
    await settle();
    let tries = 0;
    const send = chat.api.send;
    chat.api.send = async () => {
      tries++;
      throw new Refused({ code: "RATE_LIMITED", retryAfter: 20 });
    };
    writer.say("a");
    await settle();
    writer.say("b");
    await settle(15_000);
    expect(tries).toBe(1);
    expect(writer.waiting()).toEqual(["a waiting", "b waiting"]);
    chat.api.send = send;
    await settle(6_000);
    expect(writer.bodies()).toEqual(["a", "b"]);
  });

  test("one over which the server breaks stands aside after a while", async () => {
    const chat = chatOf(0);
    chat.refusals.set("poison", new Refused({ code: "INTERNAL" }));
    const writer = open(chat);
    await settle();
    writer.say("poison");
    writer.say("b");
    await settle(20_000);
    expect(writer.waiting()).toEqual(["poison waiting", "b waiting"]);
    await settle(100_000);
    expect(writer.bodies()).toEqual(["b"]);
    expect(writer.waiting()).toEqual(["poison failed"]);
  });

  test("after the ticket was closed the writer is sent to the chat that goes on, with all that was written", async () => {
    const chat = chatOf(1);
    chat.movedTo = "follow-up";
    const moved = vi.fn<(chatId: string) => void>();
    const writer = open(chat, simulatedStorage(), (chatId) => {
      moved(chatId);
      writer.stop();
    });
    await settle();
    writer.say("a");
    writer.say("b");
    await settle();
    expect(moved.mock.calls).toEqual([["follow-up"]]);
    expect(chat.received).toEqual(["a", "b"]);
    expect(writer.unsent.kept.size).toBe(0);
  });

  test("what a message answers, names and carries travels as ids, also after a reload", async () => {
    const chat = chatOf(0);
    chat.reachable = false;
    const writer = open(chat);
    writer.store.send({
      body: "a",
      kind: "note",
      replyTo: { id: "q", seq: 1, kind: "message", author: { name: "Kim" }, text: "Hi", deleted: false },
      mentions: [{ kind: "team", id: "t", name: "Sales" }],
      files: [{ id: "f", name: "a.txt", contentType: "text/plain", size: 1, url: "/f", image: null }],
      baseSeq: 0,
    });
    writer.say("b");
    await settle();
    writer.stop();
    chat.reachable = true;
    open(chat, writer.unsent);
    await settle();
    const [a, b] = chat.sent.map(({ id, ...rest }) => rest);
    expect(a).toEqual({
      body: "a",
      kind: "note",
      replyToId: "q",
      mentions: [{ kind: "team", id: "t" }],
      fileIds: ["f"],
      baseSeq: 0,
    });
    expect(b).toEqual({ body: "b", kind: "message" });
  });

  test("whoever sends anyway is understood also after a reload", async () => {
    const chat = chatOf(0);
    chat.refusals.set("a", new Refused({ code: "CONFLICT", reason: "stale_reply" }));
    const writer = open(chat);
    await settle();
    writer.say("a");
    await settle();
    writer.store.retry(writer.store.getSnapshot().unsent[0]!.id, { sendAnyway: true });
    await settle();
    writer.stop();
    open(chat, writer.unsent);
    await settle();
    expect(chat.sent.map(({ sendAnyway }) => sendAnyway)).toEqual([undefined, true, true]);
  });

  test("two tabs with the same unsent messages store them once, and what one threw away the other doesn't send", async () => {
    const chat = chatOf(0);
    const storage = simulatedStorage();
    chat.reachable = false;
    const first = open(chat, storage);
    first.say("a");
    first.say("b");
    const second = open(chat, storage);
    await settle(1_000);
    first.store.discard(first.store.getSnapshot().unsent[1]!.id);
    chat.reachable = true;
    await settle(20_000);
    expect(chat.lines.map(({ body }) => body)).toEqual(["a"]);
    for (const tab of [first, second]) {
      expect(tab.bodies()).toEqual(["a"]);
      expect(tab.waiting()).toEqual([]);
    }
  });

  test("without storage messages are sent all the same", async () => {
    const chat = chatOf(0);
    const writer = open(chat, simulatedStorage(true));
    await settle();
    chat.reachable = false;
    writer.say("a");
    await settle(1_000);
    chat.reachable = true;
    await settle(20_000);
    expect(writer.bodies()).toEqual(["a"]);
  });
});
