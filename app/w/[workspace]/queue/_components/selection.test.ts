import { expect, test } from "vitest";
import {
  isAnySelected,
  isSelected,
  nothingSelected,
  reached,
  type Selection,
  toggled,
  toggledLoaded,
} from "./selection";

const loaded = [9, 8, 7, 6, 5, 4];
const numbers = (selection: Selection) => [...selection.numbers].toSorted();

test("a ticket is selected and let go", () => {
  const one = toggled(nothingSelected, 8, loaded);
  expect(numbers(one)).toEqual([8]);
  expect(isAnySelected(toggled(one, 8, loaded))).toBe(false);
});

test("a range follows where it is drawn to, on both sides of where it began, besides what was selected before", () => {
  const begun = toggled(toggled(nothingSelected, 4, loaded), 7, loaded);
  const down = reached(begun, 5, loaded, null);
  expect(numbers(down)).toEqual([4, 5, 6, 7]);
  expect(numbers(reached(down, 9, loaded, null))).toEqual([4, 7, 8, 9]);
});

test("a range without a beginning begins where the focus is", () => {
  expect(numbers(reached(nothingSelected, 7, loaded, 8))).toEqual([7, 8]);
  expect(numbers(reached(nothingSelected, 7, loaded, null))).toEqual([7]);
});

test("a range whose beginning has left the list selects the ticket alone", () => {
  const begun = toggled(nothingSelected, 99, loaded);
  expect(numbers(reached(begun, 7, loaded, null))).toEqual([7, 99]);
});

test("the box over the list selects what is loaded, then nothing", () => {
  const all = toggledLoaded(toggled(nothingSelected, 99, loaded), loaded);
  expect(numbers(all)).toEqual([...loaded, 99].toSorted());
  expect(toggledLoaded(all, loaded)).toEqual(nothingSelected);
});

test("of all in the view one can be let go: the loaded others stay", () => {
  const all: Selection = { ...nothingSelected, all: true };
  expect(isSelected(all, 12_345)).toBe(true);
  const others = toggled(all, 6, loaded);
  expect(isSelected(others, 12_345)).toBe(false);
  expect(numbers(others)).toEqual([4, 5, 7, 8, 9]);
});
