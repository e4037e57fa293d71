import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type Fate,
  type Line,
  type LineState,
  SimulatedChat,
  simulatedStorage,
} from "./testing/simulated-chat";
import { createThreadStore, type ThreadStore } from "./thread-store";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Step =
  | {
      do:
        | "write"
        | "other writes"
        | "state moves"
        | "older"
        | "newer"
        | "newest"
        | "forget far"
        | "cut"
        | "heal"
        | "reload"
        | "second tab";
    }
  | { do: "edit" | "jump" | "answer"; of: number }
  | { do: "reachable"; is: boolean }
  | { do: "wait"; ms: number };

const plain = (names: readonly string[]) => fc.constantFrom(...names).map((name) => ({ do: name }) as Step);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: plain(["write", "other writes"]) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("edit" as const), of: fc.nat({ max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("answer" as const), of: fc.nat({ max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("jump" as const), of: fc.nat({ max: 20 }) }) },
  { weight: 3, arbitrary: plain(["newer", "older", "newest", "forget far"]) },
  { weight: 3, arbitrary: plain(["state moves", "older", "cut", "heal", "reload", "second tab"]) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reachable" as const), is: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 30, 150, 700, 8_000) }),
  },
);
const fate: fc.Arbitrary<Fate> = fc.record({
  lose: fc.boolean(),
  loseAnswer: fc.boolean(),
  twice: fc.boolean(),
  delay: fc.integer({ min: 1, max: 300 }),
});

/**
 * Notes whenever a tab shows something out of order, twice, or moves a line in above what it showed before, and when
 * more is held than a run and what it joins: only what is said meanwhile may add to that.
 */
function watch(store: ThreadStore<Line, LineState>, wrong: string[], most: number): void {
  let shown: readonly Line[] = [];
  let atEnd = true;
  store.subscribe(() => {
    const { entries, unsent, newest, hasNewer } = store.getSnapshot();
    const places = entries.map(({ seq }) => seq).join();
    const complain = (what: string) => wrong.push(`${what}: ${shown.map(({ seq }) => seq)} → ${places}`);
    if (entries.some((line, index) => index > 0 && line.seq !== entries[index - 1]!.seq + 1)) complain("gap");
    const grew = entries.length > shown.length && !(atEnd && entries[0]?.seq === shown[0]?.seq);
    if (grew && shown.length > 0 && entries.length > most * 2 + 6) complain("holds too many");
    if (!hasNewer && newest !== entries) complain("two truths");
    const before = new Map(shown.map((line) => [line.id, line]));
    const [first = 0, last = 0] = [shown[0]?.seq, shown.at(-1)?.seq];
    for (const line of entries) {
      const known = before.get(line.id);
      if (known && line.rev < known.rev) complain("went back");
      if (!known && line.seq < last && line.seq > first) complain("moved in");
    }
    const ids = new Set(entries.map(({ id }) => id));
    const [from = 0, to = 0] = [entries[0]?.seq, entries.at(-1)?.seq];
    if (shown.some(({ id, seq }) => seq >= from && seq <= to && !ids.has(id))) complain("vanished");
    if (unsent.some(({ id }) => ids.has(id))) complain("shown twice");
    shown = entries;
    atEnd = !hasNewer;
  });
}

test("whatever gets lost, late or doubled on the way: in the end every tab holds what the server holds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.array(fate, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, fates, smallest) => {
        const chat = new SimulatedChat();
        chat.windowSize = smallest + 2;
        chat.catchUpSize = smallest;
        const most = chat.windowSize * 2;
        let turn = 0;
        chat.fate = () => fates[turn++ % fates.length]!;
        const unsent = simulatedStorage();
        const written: string[] = [];
        const wrong: string[] = [];
        const open = () => {
          const store = createThreadStore<Line, LineState>({
            chatId: "chat",
            api: chat.api,
            feed: chat.feed,
            unsent,
            most,
          });
          watch(store, wrong, most);
          return { store, stop: store.start() };
        };
        let tab = open();
        const others: (typeof tab)[] = [];
        let older: Promise<unknown> = Promise.resolve();

        for (const [index, now] of steps.entries()) {
          if (now.do === "write") {
            written.push(`own ${index}`);
            tab.store.send({ body: `own ${index}`, kind: "message" });
          } else if (now.do === "other writes") chat.post(`other-${index}`, `other ${index}`);
          else if (now.do === "edit") chat.edit(now.of);
          else if (now.do === "answer") chat.post(`answer-${index}`, `answer ${index}`, chat.lines[now.of]);
          else if (now.do === "state moves") chat.moveState();
          else if (now.do === "older") older = tab.store.loadOlder().catch(() => {});
          else if (now.do === "newer") older = tab.store.loadNewer().catch(() => {});
          else if (now.do === "jump") older = tab.store.show({ seq: now.of }).catch(() => {});
          else if (now.do === "newest") tab.store.showNewest();
          else if (now.do === "forget far") {
            tab.store.forgetFar();
            const { entries, hasNewer } = tab.store.getSnapshot();
            expect(hasNewer || entries.length <= most).toBe(true);
          } else if (now.do === "cut") chat.cut();
          else if (now.do === "heal") chat.heal();
          else if (now.do === "reachable") chat.reachable = now.is;
          else if (now.do === "wait") await vi.advanceTimersByTimeAsync(now.ms);
          else if (now.do === "reload") {
            tab.stop();
            tab = open();
          } else if (others.length < 2) others.push(open());
        }

        chat.fate = () => ({ lose: false, loseAnswer: false, twice: false, delay: 5 });
        chat.reachable = true;
        chat.cut();
        chat.heal();
        await vi.advanceTimersByTimeAsync(70_000);
        await older;
        for (const { store, stop } of [tab, ...others]) {
          expect(store.getSnapshot()).toMatchObject({ unsent: [], state: chat.state, status: "live" });
          const truth = () => {
            const { entries } = store.getSnapshot();
            return chat.lines.slice((entries[0]?.seq ?? 1) - 1, entries.at(-1)?.seq ?? 0);
          };
          const walk = async (side: "hasOlder" | "hasNewer", step: () => Promise<void>) => {
            for (let more = 0; store.getSnapshot()[side] && more < 100; more++) {
              const loaded = step();
              await vi.advanceTimersByTimeAsync(50);
              await loaded;
              expect(store.getSnapshot().entries).toEqual(truth());
            }
          };
          // Wherever it was left: to the beginning and back to the end, through everything.
          expect(store.getSnapshot().entries).toEqual(truth());
          await walk("hasOlder", store.loadOlder);
          expect(store.getSnapshot().entries[0]).toEqual(chat.lines[0]);
          await walk("hasNewer", store.loadNewer);
          expect(store.getSnapshot().entries.at(-1)).toEqual(chat.lines.at(-1));
          stop();
        }
        const own = chat.lines
          .map(({ body }) => body.replaceAll("*", ""))
          .filter((body) => body.startsWith("own"));
        expect(own).toEqual(written);
        expect(unsent.kept.size).toBe(0);
        expect(wrong).toEqual([]);
        await vi.advanceTimersByTimeAsync(60_000);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
