import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameFit, rankByName } from "./rank-names";

describe("a name answers what is typed of it", () => {
  test.each([
    ["Ana Horvat", "", 0],
    ["Ana Horvat", "an", 0],
    ["Ana Horvat", "ANA HOR", 0],
    ["Ana Horvat", "hor", 1],
    ["Ana Horvat", "horvat ana", 2],
    ["Ana Horvat", "na", null],
    ["Ana Horvat", "ana x", null],
    ["José Núñez", "jose nun", 0],
    ["Пётр Ёлкин", "петр елк", 0],
    ["Пётр Ёлкин", "Ёл", 1],
    ["Анна-Мария", "мар", 1],
    ["Tier 2", "2", 1],
  ])("%s: %s", (name, typed, fit) => {
    expect(nameFit(name, typed)).toBe(fit);
  });

  test("every beginning of a name finds it first class, whatever the case", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcабвёйé "), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(letters, fc.nat(20), (name, length) => {
        expect(nameFit(name, name.slice(0, length).toUpperCase())).toBe(0);
      }),
    );
  });

  test("the best come first, and of equal ones the order stays", () => {
    const names = ["Zed Ann", "Anna", "Bob", "Ann"];
    expect(rankByName(names, "ann", (name) => [name])).toEqual(["Anna", "Ann", "Zed Ann"]);
  });
});
