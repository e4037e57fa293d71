import { expect, it } from "vitest";
import { plainLine } from "./plain-line";

it.each([
  ["Is it open on **Sunday**?", "Is it open on Sunday?"],
  ["*soft* and __strong__ ~~old~~", "soft and strong old"],
  ["# Title", "Title"],
  ["> - quoted", "quoted"],
  ["run `npm start` now", "run npm start now"],
  ["see [the plan](https://a.example/b)", "see the plan"],
  ["2 * 3 * 4 = 24", "2 * 3 * 4 = 24"],
  ["snake_case_name stays", "snake_case_name stays"],
  ["a ** b", "a ** b"],
  ["```ts export const a = 1; ```", "export const a = 1;"],
  ["- [x] asked - [ ] answered", "☑ asked ☐ answered"],
  ["| Region | Late | |:---|--:| | Lisbon | 12 |", "Region · Late · Lisbon · 12"],
  ["Region | Late --- | --- Lisbon | 12", "Region · Late · Lisbon · 12"],
  ["a | b -- c", "a | b -- c"],
  ["Re\\: order \\#5", "Re: order #5"],
  ["", ""],
])("%j is shown as %j", (text, shown) => {
  expect(plainLine(text)).toBe(shown);
});
