import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinStores } from "./joined-threads";
import { simulatedStorage } from "./testing/simulated-chat";
import { createThreadStore, type ThreadApi, type ThreadWindow } from "./thread-store";

type Line = { id: string; seq: number; rev: number; body: string; at: string };
type State = { rev: number; stateRev: number; seq: number };

const windowSize = 6;
const instant = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();

/** A chat with lines at these instants, in windows of six. */
function chat(chatId: string, instants: readonly number[]) {
  const lines = instants.map(
    (at, index): Line => ({
      id: `${chatId}${index + 1}`,
      seq: index + 1,
      rev: index + 1,
      body: "",
      at: instant(at),
    }),
  );
  const state: State = { rev: lines.length, stateRev: 0, seq: lines.length };
  const slice = (from: number, to: number): ThreadWindow<Line, State> => ({
    entries: lines.slice(Math.max(0, from), to),
    state,
    hasOlder: from > 0,
    hasNewer: to < lines.length,
  });
  const api: ThreadApi<Line, State> = {
    newest: async () => slice(lines.length - windowSize, lines.length),
    before: async (seq) => slice(seq - 1 - windowSize, seq - 1),
    behind: async (seq) => slice(seq, seq + windowSize),
    around: async (place) => {
      const at = lines.findIndex((line) =>
        "id" in place ? line.id === place.id : "at" in place ? line.at >= place.at : line.seq === place.seq,
      );
      if (at < 0) return { entries: [], state, hasOlder: false, found: null };
      return { ...slice(at - windowSize / 2, at + windowSize / 2), found: lines[at]!.id };
    },
    after: async () => ({ entries: [], state, hasOlder: false }),
    send: async () => {
      throw new Error("nobody writes");
    },
    markRead: async () => {},
  };
  const store = createThreadStore<Line, State>({
    chatId,
    api,
    feed: () => () => {},
    unsent: simulatedStorage(),
    initial: slice(lines.length - windowSize, lines.length),
    most: 20,
  });
  return { chatId, lines, part: { chatId, origin: { chatId, number: 1 }, store } };
}

const instants = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 })
  .map((all) => [...all].sort((a, b) => a - b));

const drawnChats = fc
  .array(instants, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((one, index) => chat("abcd"[index]!, one)));

/** By (posted at, chat, number). */
const inOrder = (chats: ReturnType<typeof chat>[]) =>
  chats
    .flatMap(({ chatId, lines }) => lines.map((line) => ({ ...line, chatId })))
    .sort((a, b) =>
      a.at !== b.at
        ? a.at < b.at
          ? -1
          : 1
        : a.chatId !== b.chatId
          ? a.chatId < b.chatId
            ? -1
            : 1
          : a.seq - b.seq,
    )
    .map(({ id }) => id);

describe("several chats as one thread", () => {
  test("show a part of the whole without gaps, wherever one looks and however one pages", async () => {
    const steps = fc.array(fc.constantFrom("older", "newer", "jump", "newest"), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(drawnChats, steps, fc.nat(), async (chats, taken, seed) => {
        const all = inOrder(chats);
        const store = joinStores(chats.map(({ part }) => part));
        const shown = () => store.getSnapshot().entries.map(({ id }) => id);
        const check = () => {
          const ids = shown();
          const from = all.indexOf(ids[0]!);
          expect(ids).toEqual(all.slice(from, from + ids.length));
          const { hasOlder, hasNewer } = store.getSnapshot();
          if (!hasOlder) expect(from).toBe(0);
          if (!hasNewer) expect(ids.at(-1)).toBe(all.at(-1));
        };
        check();
        for (const [index, step] of taken.entries()) {
          if (step === "older") await store.loadOlder();
          else if (step === "newer") await store.loadNewer();
          else if (step === "newest") store.showNewest();
          else {
            const id = all[(seed + index * 7) % all.length]!;
            expect(await store.show({ id })).toBe(id);
            expect(shown()).toContain(id);
          }
          check();
        }
      }),
    );
  });

  test("reach their beginning and their end by paging alone", async () => {
    await fc.assert(
      fc.asyncProperty(drawnChats, async (chats) => {
        const all = inOrder(chats);
        const store = joinStores(chats.map(({ part }) => part));
        const [first, last] = [all[0], all.at(-1)];
        for (const [how, edge] of [
          ["hasOlder", first],
          ["hasNewer", last],
        ] as const) {
          for (let page = 0; store.getSnapshot()[how]; page++) {
            expect(page).toBeLessThan(200);
            await (how === "hasOlder" ? store.loadOlder() : store.loadNewer());
          }
          const ids = store.getSnapshot().entries.map(({ id }) => id);
          expect(how === "hasOlder" ? ids[0] : ids.at(-1)).toBe(edge);
        }
      }),
    );
  });
});
