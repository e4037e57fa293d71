import { expect, test } from "vitest";
import { readTicketSearch } from "./ticket-search";

test.each([
  ["late parcel", { words: "late parcel", tagged: [], untagged: [] }],
  ["tag:vip", { words: "", tagged: ["vip"], untagged: [] }],
  ["late TAG:VIP parcel", { words: "late parcel", tagged: ["VIP"], untagged: [] }],
  ['tag:"needs a refund" tag:vip', { words: "", tagged: ["needs a refund", "vip"], untagged: [] }],
  ["-tag:vip parcel", { words: "parcel", tagged: [], untagged: ["vip"] }],
  // Half typed: nothing is narrowed yet.
  ["parcel tag:", { words: "parcel", tagged: [], untagged: [] }],
  ['tag:"needs', { words: "", tagged: ["needs"], untagged: [] }],
  ["hashtag:vip", { words: "hashtag:vip", tagged: [], untagged: [] }],
  // Within a phrase nothing is an operator, and a name may look like one.
  ['"lost tag:vip" late', { words: '"lost tag:vip" late', tagged: [], untagged: [] }],
  ['tag:"late is:urgent"', { words: "", tagged: ["late is:urgent"], untagged: [] }],
  ["tag:-vip", { words: "", tagged: ["-vip"], untagged: [] }],
  ["метка tag:Важно", { words: "метка", tagged: ["Важно"], untagged: [] }],
])("%j is taken apart", (typed, read) => {
  expect(readTicketSearch(typed)).toEqual(read);
});
