import fc from "fast-check";
import { expect, it } from "vitest";
import { hueOf, initialsOf } from "./avatar-identity";

it("takes the first letters of the first and the last word", () => {
  expect(initialsOf("Ana Petrova")).toBe("AP");
  expect(initialsOf("  Maria de la Cruz ")).toBe("MC");
  expect(initialsOf("иван")).toBe("И");
  expect(initialsOf("jo.brandt@example.com")).toBe("JB");
  expect(initialsOf("👩‍🚀 Ada")).toMatch(/A$/);
  expect(initialsOf("")).toBe("?");
});

it("never breaks on a name, and keeps a person's colour", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(initialsOf(name).length).toBeGreaterThan(0);
      expect(hueOf(name)).toBe(hueOf(name));
      expect(hueOf(name)).toBeLessThan(360);
    }),
  );
});
