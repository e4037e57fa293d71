import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, chooseMember, hasRoom } from "./assignment-rules";

const modes = ["round_robin", "least_loaded"] as const;

const candidate = (id: number): fc.Arbitrary<Candidate> =>
  fc.record({
    userId: fc.constant(`member-${String(id).padStart(2, "0")}`),
    available: fc.boolean(),
    online: fc.boolean(),
    inHand: fc.nat(12),
    capacity: fc.integer({ min: 1, max: 12 }),
    lastHandedAt: fc.option(fc.date({ noInvalidDate: true })),
  });
const team = fc.nat(8).chain((size) => fc.tuple(...Array.from({ length: size }, (_, id) => candidate(id))));
const mode = fc.constantFrom(...modes);
const named = (names: readonly number[]) => names.map((id) => `member-${String(id).padStart(2, "0")}`);

const person = (userId: string, given: Partial<Candidate> = {}): Candidate => ({
  userId,
  available: true,
  online: true,
  inHand: 0,
  capacity: 10,
  lastHandedAt: null,
  ...given,
});

describe("whoever is chosen", () => {
  test("is there, takes new tickets, has room, and nobody took the ticket from them", () => {
    fc.assert(
      fc.property(mode, team, fc.array(fc.nat(8)), (mode, people, taken) => {
        const chosen = chooseMember(mode, people, named(taken));
        if (!chosen) return;
        expect(chosen).toMatchObject({ available: true, online: true });
        expect(chosen.inHand).toBeLessThan(chosen.capacity);
        expect(named(taken)).not.toContain(chosen.userId);
      }),
    );
  });

  test("is somebody whenever anybody can", () => {
    fc.assert(
      fc.property(mode, team, (mode, people) => {
        expect(chooseMember(mode, people) !== null).toBe(people.some(hasRoom));
      }),
    );
  });

  test("doesn't depend on the order in which people are named", () => {
    fc.assert(
      fc.property(
        mode,
        team.chain((people) =>
          fc.tuple(fc.constant(people), fc.shuffledSubarray([...people], { minLength: people.length })),
        ),
        (mode, [people, shuffled]) => {
          expect(chooseMember(mode, shuffled)?.userId).toBe(chooseMember(mode, people)?.userId);
        },
      ),
    );
  });

  test("by load, has no larger share in hand than anybody who can", () => {
    fc.assert(
      fc.property(team, (people) => {
        const chosen = chooseMember("least_loaded", people);
        const share = ({ inHand, capacity }: Candidate) => inHand / capacity;
        for (const other of people.filter(hasRoom)) expect(share(chosen!)).toBeLessThanOrEqual(share(other));
      }),
    );
  });
});

/** Hands out so many tickets, one each second; nobody finishes any. @returns how many each was given */
function handOut(mode: (typeof modes)[number], people: Candidate[], tickets: number): number[] {
  const given = new Map(people.map(({ userId }) => [userId, 0]));
  let team = people;
  for (let second = 1; second <= tickets; second++) {
    const chosen = chooseMember(mode, team);
    if (!chosen) break;
    given.set(chosen.userId, given.get(chosen.userId)! + 1);
    const after = { ...chosen, inHand: chosen.inHand + 1, lastHandedAt: new Date(second * 1_000) };
    team = team.map((one) => (one.userId === chosen.userId ? after : one));
    expect(after.inHand).toBeLessThanOrEqual(after.capacity);
  }
  return [...given.values()];
}

describe("over time", () => {
  test("in turn, nobody who has room gets more than one ticket more than another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(60), (size, tickets) => {
        const people = Array.from({ length: size }, (_, id) => person(`member-${id}`, { capacity: 100 }));
        const given = handOut("round_robin", people, tickets);
        expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("all room is used before a ticket stays behind, and no more", () => {
    fc.assert(
      fc.property(mode, team, (mode, people) => {
        const room = people.filter(hasRoom).reduce((sum, one) => sum + one.capacity - one.inHand, 0);
        expect(handOut(mode, people, 500).reduce((sum, some) => sum + some, 0)).toBe(room);
      }),
    );
  });
});

test("in turn, who is new or was away for long comes next, then the turns go on", () => {
  const at = (second: number) => new Date(second * 1_000);
  const [ana, bo, cy] = [
    person("ana", { lastHandedAt: at(20) }),
    person("bo", { lastHandedAt: at(10) }),
    person("cy"),
  ];
  expect(chooseMember("round_robin", [ana, bo])?.userId).toBe("bo");
  expect(chooseMember("round_robin", [ana, bo, cy])?.userId).toBe("cy");
  expect(chooseMember("round_robin", [ana, bo, { ...cy, lastHandedAt: at(30) }])?.userId).toBe("bo");
});

test("by load, the share of the capacity counts, and of equal shares the longest wait", () => {
  const half = person("ana", { inHand: 1, capacity: 2 });
  expect(chooseMember("least_loaded", [half, person("bo", { inHand: 4 })])?.userId).toBe("bo");
  const same = person("bo", { inHand: 5, lastHandedAt: new Date(1) });
  expect(chooseMember("least_loaded", [same, half])?.userId).toBe("ana");
});
