import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caretContext } from "./caret-context";

/** What is completed at `|`: its kind, and the part of the text that it would replace. */
function at(marked: string) {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const context = caretContext(text, caret);
  if (!context) return null;
  const { kind, from, query } = context;
  const of = context.kind === "value" ? ` ${context.param ?? context.tag}` : "";
  expect(text.slice(from, caret).endsWith(query)).toBe(true);
  return `${kind}${of} ${text.slice(from, caret)}`;
}

describe("what is completed at the caret", () => {
  test.each([
    ["@|", "person @"],
    ["Hi @an|", "person @an"],
    ["(@Ana Horv|", "person @Ana Horv"],
    ["@Ana Horvat, @|", "person @"],
    ["#|", "hash #"],
    ["#set|", "hash #set"],
    ["see #log|", "hash #log"],
    ["see (#14|)", "task #14"],
    ["#142|", "task #142"],
    [":sm|", "emoji :sm"],
    ["well :+1|", "emoji :+1"],
    [":смех|", "emoji :смех"],
    ["/|", "canned /"],
    ["Hello\n/late-2|", "canned /late-2"],
    ["well /заказ|", "canned /заказ"],
    ["#assign /x|", "canned /x"],
    ["#setPriority |", "value setPriority "],
    ["#SETPRIORITY hi|", "value setPriority hi"],
    ["#setStatus in pro|", "value setStatus in pro"],
    ["#assign @ana h|", "value assign @ana h"],
    ["#assign no|", "value assign no"],
    ["#createBug It breaks sev|", "param sev"],
    ["#createBug severity:|", "value severity "],
    ["#createBug severity: cr|", "value severity cr"],
    ["#createBug x severity:critical priority:h|", "value priority h"],
    ["#createTask assignee:@Ana Ho|", "value assignee @Ana Ho"],
    ["#createBug #set|", "hash #set"],
    ["#createBug #setSeverity b|", "value setSeverity b"],
    ["```\ncode\n```\n#as|", "hash #as"],
  ])("%j: %s", (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  test.each([
    "|",
    "km/h|",
    "https://|",
    "/late again|",
    "either / or|",
    "`/late|`",
    "Hello|",
    "ana@exam|",
    "@ |",
    '#createTask assignee:"@Ana Horvat" |',
    "«@Ana»|",
    "@Ana, |",
    "a#set|",
    "1#2|",
    "##1|",
    "#1st|",
    "at 10:30|",
    "http://|",
    "a:smile|",
    ":s|",
    "#setPriority high |",
    "#setPriority\nhi|",
    "#unknown hi|",
    "#createBug |",
    "#createBug It|",
    "#close now|",
    "`#set|`",
    "`@an|`",
    "```\n#set|",
    "> #set|",
    "`#setPriority` hi|",
  ])("%j: nothing", (marked) => {
    expect(at(marked)).toBeNull();
  });

  test("any text at any place: never throws, and replaces only what stands before the caret in its line", () => {
    const pieces = [
      "#",
      "@",
      ":",
      " ",
      "\n",
      "`",
      "set",
      "setPriority ",
      "assign",
      "severity:",
      "Ana",
      "1",
      "👍🏽",
      "ё",
    ];
    const text = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: -2, max: 400 }), (written, caret) => {
        const context = caretContext(written, caret);
        if (!context) return;
        const end = Math.min(Math.max(0, caret), written.length);
        expect(context.from).toBeGreaterThanOrEqual(0);
        expect(context.from).toBeLessThanOrEqual(end);
        expect(written.slice(context.from, end)).not.toContain("\n");
        expect(written.slice(context.from, end).endsWith(context.query)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("looks no further back than a line's end, and never far", () => {
    for (const piece of ["#", "@", "@a ", "#set ", "#createBug a:", ":a", " #assign @a", "`", "> "]) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length));
      const context = caretContext(text, text.length);
      if (context) expect(text.length - context.from).toBeLessThanOrEqual(100);
    }
  });
});
