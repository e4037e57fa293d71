import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Format, formatEdit } from "./format-text";

/** `‹` and `›` stand for the ends of the selection, `|` for both. */
function formatted(format: Format, marked: string): string {
  const one = marked.replace("|", "‹›");
  const start = one.indexOf("‹");
  const end = one.indexOf("›") - 1;
  const text = one.replace("‹", "").replace("›", "");
  const edit = formatEdit(format, { text, start, end });
  const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const shown = `${after.slice(0, edit.start)}‹${after.slice(edit.start, edit.end)}›${after.slice(edit.end)}`;
  return shown.replace("‹›", "|");
}

describe("formatting", () => {
  test.each([
    ["bold", "a ‹b c› d", "a **‹b c›** d"],
    ["bold", "a **‹b›** c", "a ‹b› c"],
    ["bold", "a |b", "a **|**b"],
    ["bold", "a‹ b ›c", "a **‹b›** c"],
    ["italic", "‹a›", "_‹a›_"],
    ["italic", "_‹a›_", "‹a›"],
    ["code", "‹a›", "`‹a›`"],
    ["code", "x ‹a\nb› y", "x \n```\n‹a\nb›\n```\n y"],
    ["code", "‹a\nb›", "```\n‹a\nb›\n```"],
    ["link", "see ‹this›", "see [this](‹https://›)"],
    ["link", "‹https://a.example/x›", "[|](https://a.example/x)"],
  ] as const)("%s of %j is %j", (format, before, after) => {
    expect(formatted(format, before)).toBe(after);
  });

  test("never loses a character of any text, and undoes itself", () => {
    const place = fc
      .string({ unit: "binary", maxLength: 40 })
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)));
    fc.assert(
      fc.property(place, fc.constantFrom<Format>("bold", "italic", "code"), ([text, a, b], format) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const edit = formatEdit(format, { text, start, end });
        const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
        if (text.slice(start, end).includes("\n") && format === "code") return;
        const back = formatEdit(format, { text: after, start: edit.start, end: edit.end });
        expect(after.slice(0, back.from) + back.insert + after.slice(back.to)).toBe(text);
      }),
    );
  });
});
