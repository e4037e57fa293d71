import fc from "fast-check";
import { expect, it } from "vitest";
import { createRevisions } from "./revisions";

it("moves over what comes in order and waits at a gap", () => {
  const revisions = createRevisions(5);
  revisions.saw(6);
  expect(revisions).toMatchObject({ position: 6, missing: false });
  revisions.saw(8);
  expect(revisions).toMatchObject({ position: 6, missing: true });
  revisions.saw(7);
  expect(revisions).toMatchObject({ position: 8, missing: false });
});

it("never claims more than it holds, whatever arrives in whichever order, however often", () => {
  const arrivals = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 });
  fc.assert(
    fc.property(arrivals, (revs) => {
      const revisions = createRevisions(0);
      const held = new Set<number>();
      for (const rev of revs) {
        held.add(rev);
        revisions.saw(rev);
        let complete = 0;
        while (held.has(complete + 1)) complete++;
        expect(revisions.position).toBe(complete);
        expect(revisions.missing).toBe(Math.max(0, ...held) > complete);
      }
    }),
  );
});

it("misses what it only heard of until that came", () => {
  const revisions = createRevisions(5);
  revisions.heardOf(7);
  expect(revisions).toMatchObject({ position: 5, missing: true });
  revisions.saw(6);
  expect(revisions).toMatchObject({ position: 6, missing: true });
  revisions.saw(7);
  expect(revisions).toMatchObject({ position: 7, missing: false });
  revisions.heardOf(6);
  expect(revisions.missing).toBe(false);
});

it("forgets gaps that a fetch closed", () => {
  const revisions = createRevisions(0);
  revisions.saw(3);
  revisions.saw(9);
  revisions.caughtUp(8);
  expect(revisions.position).toBe(9);
  revisions.saw(10);
  expect(revisions).toMatchObject({ position: 10, missing: false });
});
