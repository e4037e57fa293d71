import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimeZone, locales, parseLocale, resolveLocale } from "./locale";

describe("resolveLocale", () => {
  it("asks the page, then the person, then the browser, then takes English", () => {
    const all = { requested: "ru", remembered: "en", acceptLanguage: "en" };
    expect(resolveLocale(all)).toBe("ru");
    expect(resolveLocale({ ...all, requested: null })).toBe("en");
    expect(resolveLocale({ remembered: undefined, acceptLanguage: "ru-RU,ru;q=0.9,en;q=0.8" })).toBe("ru");
    expect(resolveLocale({})).toBe("en");
  });

  it("skips what it doesn't speak", () => {
    expect(resolveLocale({ requested: "de", remembered: "fr", acceptLanguage: "de,ru;q=0.3" })).toBe("ru");
    expect(resolveLocale({ acceptLanguage: "de,fr;q=0.9" })).toBe("en");
  });

  it("follows the browser's order of preference, not the order of writing", () => {
    expect(resolveLocale({ acceptLanguage: "en;q=0.2, ru;q=0.9" })).toBe("ru");
    expect(resolveLocale({ acceptLanguage: "ru;q=0, en;q=0.1" })).toBe("en");
  });

  it("always answers with a language it has, whatever the headers hold", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (remembered, acceptLanguage) => {
        expect(locales).toContain(resolveLocale({ remembered, acceptLanguage }));
      }),
    );
  });
});

it("reads a language out of a tag", () => {
  expect(parseLocale("RU_ru")).toBe("ru");
  expect(parseLocale(" en-GB ")).toBe("en");
  expect(parseLocale("russian")).toBeUndefined();
});

it("knows time zones from other text", () => {
  expect(isTimeZone("Europe/Lisbon")).toBe(true);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
  expect(isTimeZone("x".repeat(5000))).toBe(false);
  expect(isTimeZone("")).toBe(false);
});
