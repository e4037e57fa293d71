import fc from "fast-check";
import { isDay } from "../address";
import type { FieldFilter } from "../field-filters";
import {
  noFilters,
  type QueueColumn,
  type QueuePlace,
  queueColumns,
  queueGroupings,
  queueSorts,
  standardPlace,
  standardViews,
  statusOrder,
  urgencyOrder,
} from "../place";

/* For tests: any place that addresses can name. */

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const id = fc.uuid();
const ids = (...words: string[]) =>
  fc.uniqueArray(words.length > 0 ? fc.oneof(id, fc.constantFrom(...words)) : id, { maxLength: 3 });
const yesNo = fc.constantFrom("yes", "no", null);
const day = fc
  .date({ min: new Date("1971-01-01"), max: new Date("2900-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
  .filter(isDay);
const days = fc
  .record({ from: fc.option(day), to: fc.option(day) })
  .map(({ from, to }) => (from && to && from > to ? { from: to, to: from } : { from, to }));

const numbers = fc
  .record({ from: fc.option(someNumber()), to: fc.option(someNumber()) })
  .filter(({ from, to }) => (from ?? to) !== null && !(from !== null && to !== null && from > to));
const anyFieldFilter: fc.Arbitrary<FieldFilter> = fc.oneof(
  ids("me", "none")
    .filter((values) => values.length > 0)
    .map((values) => ({ kind: "oneOf" as const, values })),
  fc.boolean().map((ticked) => ({ kind: "ticked" as const, ticked })),
  days.filter(({ from, to }) => Boolean(from || to)).map((range) => ({ kind: "days" as const, ...range })),
  numbers.map((range) => ({ kind: "numbers" as const, ...range })),
  fc
    .record({
      how: fc.constantFrom("has" as const, "is" as const),
      text: fc.string({ minLength: 1, maxLength: 20 }),
    })
    .map(({ how, text }) => ({ kind: "text" as const, how, text: text.trim() }))
    .filter(({ text }) => text !== ""),
);

function someNumber() {
  return fc.oneof(
    fc.integer(),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((number) => number + 0),
  );
}

export const anyFilters = fc.record({
  status: some(statusOrder),
  priority: some(urgencyOrder),
  assignee: ids("me", "nobody"),
  team: ids("none"),
  inbox: ids(),
  tag: ids("none"),
  customer: ids(),
  waiting: yesNo,
  snoozed: yesNo,
  mentions: fc.constantFrom("me", null),
  created: days,
  updated: days,
  fields: fc.dictionary(id, anyFieldFilter, { maxKeys: 3, noNullPrototype: true }),
  q: fc.string({ maxLength: 40 }).map((text) => text.toWellFormed()),
});

export const anySort = fc.record({ key: fc.constantFrom(...queueSorts), descending: fc.boolean() });
export const anyGroup = fc.option(fc.constantFrom(...queueGroupings));

const columns = fc
  .shuffledSubarray([...queueColumns], { minLength: 1 })
  .map((chosen): QueueColumn[] => (chosen.includes("subject") ? chosen : ["subject", ...chosen]));
const widths = fc.dictionary(fc.constantFrom(...queueColumns), fc.integer({ min: 56, max: 800 }), {
  noNullPrototype: true,
});

export const anyPlace: fc.Arbitrary<QueuePlace> = fc.oneof(
  fc.constantFrom(...standardViews).map(standardPlace),
  fc.record({
    view: fc.option(fc.oneof(id, fc.constantFrom(...standardViews))),
    filters: fc.oneof(anyFilters, fc.constant(noFilters)),
    sort: anySort,
    group: anyGroup,
    columns,
    widths: widths as fc.Arbitrary<QueuePlace["widths"]>,
  }),
);
