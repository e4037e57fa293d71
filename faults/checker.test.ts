import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check, type Evidence, healOf, outageOf, type Verdict } from "./checker";
import { hashOf } from "./ledger";

/** What is left behind by a run in which everything held: who said what, in which chats, with which retries. */
const runs = fc
  .array(
    fc.record({
      chat: fc.nat({ max: 2 }),
      byCustomer: fc.boolean(),
      internal: fc.boolean(),
      unanswered: fc.nat({ max: 2 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((said) => {
    const evidence: Evidence = { attempts: [], shown: [], readers: [], rows: [], effects: [] };
    const chats = [...new Set(said.map(({ chat }) => `chat${chat}`))];
    for (const chat of chats)
      for (const audience of ["members", "customers"] as const)
        evidence.readers.push({ reader: `${audience} ${chat}`, chat, audience });
    for (const [index, { chat: number, byCustomer, internal, unanswered }] of said.entries()) {
      const chat = `chat${number}`;
      const id = `m${index}`;
      const hash = hashOf(id);
      const others = evidence.rows.filter((row) => row.chat === chat);
      const seq = others.length + 1;
      const isPublic = byCustomer || !internal;
      const publicSeq = isPublic ? others.filter((row) => row.publicSeq !== null).length + 1 : null;
      evidence.rows.push({ id, chat, hash, seq, publicSeq, said: true });
      const writer = `${byCustomer ? "customers" : "members"} ${chat}`;
      const attempt = { id, writer, chat, hash, at: index * 100, ms: 10 };
      for (let tries = 0; tries < unanswered; tries++)
        evidence.attempts.push({ ...attempt, outcome: "unknown", seq: null });
      evidence.attempts.push({ ...attempt, outcome: "ok", seq: byCustomer ? publicSeq : seq });
      evidence.shown.push({ id, reader: `members ${chat}`, chat, hash, seq, at: index * 100 + 20 });
      if (publicSeq !== null)
        evidence.shown.push({
          id,
          reader: `customers ${chat}`,
          chat,
          hash,
          seq: publicSeq,
          at: index * 100 + 20,
        });
      evidence.effects.push({ what: id, times: 1 });
    }
    return evidence;
  });

/** Something of a list, the same each time for the same case. */
const pick = <T>(all: T[], chance: number): T => all[chance % all.length]!;
const without = <T>(all: T[], one: T) => all.filter((other) => other !== one);

type Breach = { finds: keyof Verdict; make(evidence: Evidence, chance: number): Evidence };

const breaches: Record<string, Breach> = {
  "an acknowledged message that is not stored": {
    finds: "lost",
    make: (given, chance) => ({ ...given, rows: without(given.rows, pick(given.rows, chance)) }),
  },
  "a text that changed on its way": {
    finds: "lost",
    make: (given, chance) => {
      const row = pick(given.rows, chance);
      return { ...given, rows: [...without(given.rows, row), { ...row, hash: "other" }] };
    },
  },
  "a row that nobody wrote": {
    finds: "phantom",
    make: (given) => ({
      ...given,
      rows: [...given.rows, { id: "x", chat: "chat9", hash: "x", seq: 1, publicSeq: 1, said: true }],
    }),
  },
  "a row whose writer was refused": {
    finds: "phantom",
    make: (given, chance) => {
      const { id } = pick(given.rows, chance);
      const refused = (one: Evidence["attempts"][number]) =>
        one.id === id ? { ...one, outcome: "fail" as const, seq: null } : one;
      return { ...given, attempts: given.attempts.map(refused) };
    },
  },
  "an entry on a screen that was rolled back": {
    finds: "phantom",
    make: (given, chance) => ({
      ...given,
      shown: [...given.shown, { ...pick(given.shown, chance), id: "x", seq: 1_000 }],
    }),
  },
  "a message that is stored twice": {
    finds: "doubled",
    make: (given, chance) => ({
      ...given,
      rows: [...given.rows, { ...pick(given.rows, chance), id: "x", chat: "chat9", seq: 1, publicSeq: null }],
    }),
  },
  "an entry beside itself on a screen": {
    finds: "doubled",
    make: (given, chance) => ({
      ...given,
      shown: [...given.shown, { ...pick(given.shown, chance), again: true }],
    }),
  },
  "a gap in a chat's numbers": {
    finds: "outOfOrder",
    make: (given, chance) => {
      const row = pick(given.rows, chance);
      return { ...given, rows: [...without(given.rows, row), { ...row, seq: 1_000 }] };
    },
  },
  "another number than was acknowledged": {
    finds: "outOfOrder",
    make: (given, chance) => {
      const one = pick(
        given.attempts.filter(({ outcome }) => outcome === "ok"),
        chance,
      );
      return { ...given, attempts: [...without(given.attempts, one), { ...one, seq: 1_000 }] };
    },
  },
  "an entry shown before an earlier one": {
    finds: "outOfOrder",
    make: (given, chance) => {
      const first = pick(given.shown, chance);
      return { ...given, shown: [{ ...first, id: "x", seq: 1_000 }, ...given.shown] };
    },
  },
  "an entry that a reader was never shown": {
    finds: "missing",
    make: (given, chance) => ({ ...given, shown: without(given.shown, pick(given.shown, chance)) }),
  },
  "an effect that never happened": {
    finds: "effects",
    make: (given) => ({ ...given, effects: [...given.effects, { what: "mail", times: 0 }] }),
  },
  "an effect that happened twice": {
    finds: "effects",
    make: (given) => ({ ...given, effects: [...given.effects, { what: "mail", times: 2 }] }),
  },
};

describe("the checker", () => {
  it("finds nothing where everything held, however often was retried", () => {
    fc.assert(
      fc.property(runs, (evidence) => {
        expect(Object.values(check(evidence)).flat()).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(breaches))("finds %s", (_, { finds, make }) => {
    fc.assert(
      fc.property(runs, fc.nat(), (evidence, chance) => {
        expect(check(make(evidence, chance))[finds]).not.toEqual([]);
      }),
    );
  });

  it("finds messages that were stored in another order than they were written", () => {
    fc.assert(
      fc.property(runs, (evidence) => {
        const own = evidence.attempts.filter(({ writer }) => writer === evidence.attempts[0]!.writer);
        fc.pre(new Set(own.map(({ id }) => id)).size > 1);
        const attempts = evidence.attempts.toReversed();
        expect(check({ ...evidence, attempts }).outOfOrder).not.toEqual([]);
      }),
    );
  });

  it("knows no order between two writers of a chat", () => {
    const one = { chat: "a", at: 0, ms: 1, outcome: "ok" as const };
    const rows = ["x", "y"].map((id, n) => ({
      id,
      chat: "a",
      hash: id,
      seq: n + 1,
      publicSeq: null,
      said: true,
    }));
    const attempts = [
      { ...one, id: "y", hash: "y", writer: "ana", seq: 2 },
      { ...one, id: "x", hash: "x", writer: "ben", seq: 1 },
    ];
    expect(Object.values(check({ attempts, rows, shown: [], readers: [], effects: [] })).flat()).toEqual([]);
  });
});

const attempt = { id: "m", writer: "w", chat: "c", hash: "h", seq: 1, ms: 0 };

it("an outage is the longest stretch without an acknowledgement", () => {
  const at = (seconds: number, outcome: "ok" | "unknown") => ({ ...attempt, at: seconds * 1_000, outcome });
  expect(outageOf([at(0, "ok"), at(1, "unknown"), at(4, "unknown"), at(6, "ok"), at(7, "ok")])).toBe(6);
  expect(outageOf([])).toBe(0);
});

it("it has healed once the last reader was shown what was on its way by then", () => {
  const sent = (id: string, at: number) => ({ ...attempt, id, at, outcome: "ok" as const });
  const shown = (id: string, at: number) => ({ id, reader: "r", chat: "c", hash: "h", seq: 1, at });
  const attempts = [sent("a", 1_000), sent("b", 9_000)];
  expect(healOf({ attempts, shown: [shown("a", 7_000), shown("b", 20_000)] }, 5_000)).toBe(2);
  expect(healOf({ attempts, shown: [shown("a", 2_000)] }, 5_000)).toBe(0);
});
