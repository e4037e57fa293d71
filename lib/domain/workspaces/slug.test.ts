import fc from "fast-check";
import { expect, test } from "vitest";
import { isSlug, slugFrom } from "./slug";

test.each([
  ["Acme Support", "acme-support"],
  ["  Büro Köln, GmbH & Co. ", "buro-koln-gmbh-co"],
  ["Служба поддержки «Щука»", "sluzhba-podderzhki-schuka"],
  ["Joe’s", "joes"],
  ["日本", ""],
])("%j is addressed as %j", (name, slug) => expect(slugFrom(name)).toBe(slug));

test("a slug from a name is empty, reserved or right", () =>
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (name) => {
      const slug = slugFrom(name);
      expect(slug === "" || isSlug(slug) || isSlug(`${slug.slice(0, 40)}-1`)).toBe(true);
    }),
  ));

test.each([
  "new",
  "api",
  "-acme",
  "acme-",
  "Acme",
  "a".repeat(49),
  "",
  "a/b",
  "a\nb",
  "01a1ffb0-83fd-774b-a1dd-246694294d35",
])("%j is no slug", (slug) => expect(isSlug(slug)).toBe(false));
