import { common } from "lowlight";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, test } from "vitest";
import { highlight } from "./highlight";

const html = (code: string, language: string) => renderToStaticMarkup(highlight(code, language));

describe("highlighted code", () => {
  it.each([
    ["ts", "const a: string = 'b'; // c", ["hljs-keyword", "hljs-string", "hljs-comment"]],
    ["python", "def a(): return 1", ["hljs-keyword", "hljs-number"]],
    ["sql", "select 1 from a", ["hljs-keyword"]],
    ["html", "<a href='b'>c</a>", ["hljs-tag", "hljs-attr"]],
    ["json", '{"a": 1}', ["hljs-attr", "hljs-number"]],
    ["bash", "echo $HOME", ["hljs-built_in", "hljs-variable"]],
    ["diff", "+ a\n- b", ["hljs-addition", "hljs-deletion"]],
  ])("of %s is marked by class, and nothing else", (language, code, classes) => {
    const markup = html(code, language);
    for (const name of classes) expect(markup).toContain(name);
    expect(markup.replace(/<\/?span( class="[\w\- ]*")?>/g, "")).not.toContain("<");
  });

  it("keeps every character", () => {
    const code = 'if (a < b && c > "d") {\n\treturn e /* <script> */;\n}\n\u202Ex 👍';
    const text = (markup: string) => markup.replace(/<[^>]*>/g, "");
    const escaped = renderToStaticMarkup(code);
    expect(text(html(code, "js"))).toBe(text(escaped));
  });

  it("is left alone where the language isn't known or it is too long", () => {
    expect(highlight("a", "klingon")).toBeNull();
    expect(highlight("a", "constructor")).toBeNull();
    expect(highlight("a", "__proto__")).toBeNull();
    expect(highlight("a".repeat(5_001), "js")).toBeNull();
  });
});

/** Text over which expressions stall that go back and forth; no time is measured, but the test's own would end. */
const bombs = [
  "((((",
  "{{[[",
  "a.a.",
  "/*/*",
  "'\\",
  '"',
  "`${",
  "<a ",
  "<!--",
  "#!",
  "0x0",
  "--",
  "@a(",
  "\\\\",
  "a b ",
  "/a/",
];
test.each(Object.keys(common))("code in %s that is made to stall doesn't", (language) => {
  for (const bomb of bombs) highlight(bomb.repeat(5_000 / bomb.length), language);
});
