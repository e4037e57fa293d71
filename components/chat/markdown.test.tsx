import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { fillVariables, type VariableValues } from "@/lib/reply-variables/variables";
import { Markdown } from "./markdown";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

const elements = new Set(
  "div p blockquote pre code ul ol li table thead tbody tr th td hr br strong em del a".split(" "),
);
const attributes = new Set(["class", "href", "title", "target", "rel", "start", "tabindex"]);

/** What stands in the markup that is not allowed there. React escapes text, so every `<` begins an element. */
function forbidden(markup: string): string[] {
  const found: string[] = [];
  const rest = markup.replace(
    /<\/?([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)\/?>/g,
    (_, name: string, given: string) => {
      if (!elements.has(name)) found.push(name);
      for (const [, attribute, value] of given.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
        if (!attributes.has(attribute!)) found.push(`${name} ${attribute}`);
        if (attribute === "href" && !/^(https?:\/\/|mailto:)/.test(value!)) found.push(value!);
      }
      if (name === "a" && given && !given.includes('rel="noopener noreferrer nofollow"'))
        found.push("bare link");
      return "";
    },
  );
  return rest.includes("<") ? [...found, rest] : found;
}

describe("Markdown of messages", () => {
  it("shows the values of variables as they are, whatever somebody is called", () => {
    const sign = fc.constantFrom(..."*_`~#>[]()!-+.=|&<\\:@/\"'1a ");
    const name = fc.array(fc.oneof(sign, fc.constantFrom("http://", "www.", "&amp;", "<b>", "{{")), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(name, (parts) => {
        const value = parts.join("").replace(/\s+/g, " ").trim();
        const values = { "customer.name": value } as VariableValues;
        const text = fillVariables("{{customer.name}} is here\n{{customer.name}}", values);
        if (value === "") return;
        const shown = html(text).replace(/<\/?a\b[^>]*>/g, "");
        const escaped = renderToStaticMarkup(value);
        expect(shown.replace(/^<div[^>]*><p[^>]*>|<\/p><\/div>$/g, "")).toBe(
          `${escaped} is here\n${escaped}`.replace("\n", shown.includes("<br/>") ? "<br/>" : "\n"),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["**bold** and *soft*", "<strong", "<em>"],
    ["one\ntwo", "<br/>"],
    ["- a\n- b", "<ul", "<li"],
    ["3. a\n4. b", '<ol start="3"'],
    ["- [x] done\n- [ ] open", "☑ ", "☐ "],
    ["> said", "<blockquote"],
    ["```js\na < b\n```", "<pre", "a &lt; b"],
    ["`x`", "<code"],
    ["~~old~~", "<del>"],
    ["|a|b|\n|-|-:|\n|1|2|", "<table", "text-right"],
    ["see https://flowra.example/a?b=1", 'href="https://flowra.example/a?b=1"', "nofollow"],
    ["# Big", "<p", "Big"],
  ])("shows %j", (text, ...parts) => {
    for (const part of parts) expect(html(text)).toContain(part);
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:a)",
    "[x](//evil.example)",
    "[x](/w/acme/settings)",
    "![x](https://evil.example/pixel.png)",
    "[![x](https://a.example/b)](https://c.example)",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example\"onclick='alert(1)')",
    '<https://a.example/"onclick=alert(1)>',
    "[a]: javascript:alert(1)\n[a]",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<!-- hidden -->",
    '``` x" onclick="alert(1)\ncode\n```',
    "|<img src=x>|\n|-|\n|[a](javascript:b)|",
  ])("lets nothing out of the list through: %j", (text) => {
    expect(forbidden(html(text))).toEqual([]);
  });

  it("loses nothing that was written as HTML or as a definition", () => {
    expect(html("a <b>c</b>")).toContain("&lt;b&gt;c&lt;/b&gt;");
    expect(html("[a]: https://b.example")).toContain("[a]: ");
  });

  it("never throws and never lets anything else through", () => {
    const piece = fc.constantFrom(
      ..."* _ ** ~~ ` ``` > - 1. # | \n \n\n [ ] ( ) ![ <a <img onerror= javascript: https://a.b \" ' & &# ; \\ 👍".split(
        " ",
      ),
      "  ",
      "\t",
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 80 });
    fc.assert(
      fc.property(text, (parts) => {
        expect(forbidden(html(parts.join("")))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "> ",
    "- ",
    "1. ",
    "> - ",
    "[",
    "[a](",
    "![",
    "*a **b ",
    "**a*b ",
    "__a_b",
    "~~a",
    "`a``b",
    "<a ",
    "|a",
    "> a\nb\n",
    "[a](https://b.c) ",
    "https://a.b ",
    "a@b.c ",
    "![](https://a.b)",
    "a\u0300\u0301\u0302\u0303\u0304\u0305",
    "\u2067a\u2066",
    "\u202Ea",
    "```js\n",
    "|a|b|\n|-|-|\n",
    "- [ ] ",
  ])("survives a message full of %j", (bomb) => {
    const text = (length: number) => bomb.repeat(Math.ceil(length / bomb.length)).slice(0, length);
    expect(forbidden(html(text(20_000)))).toEqual([]);
  });
});
