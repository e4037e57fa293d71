import fc from "fast-check";
import { isDay } from "../address";
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
