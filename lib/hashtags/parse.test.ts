import fc from "fast-check";
import { Lexer, type Token, type Tokens } from "marked";
import { describe, expect, it, test } from "vitest";
import { type Command, parse, parseCommands } from "./parse";
import { Reader } from "./reader";
import { tags } from "./tags";

/** A command in one line: tag, value, parameters, words left over. */
function said({ tag, value, params, extra, title }: Command): string {
  const parts = [tag, value === null ? "" : `"${value}"`, ...params.map((one) => `${one.key}=${one.value}`)];
  if (extra !== null) parts.push(`?${extra}`);
  if (title !== null && title !== value) parts.push(`title="${title}"`);
  return parts.filter((part) => part !== "").join(" ");
}
const commandsOf = (text: string, people: string[] = []) =>
  parseCommands(text, { people }).commands.map(said);

describe("a message's commands", () => {
  it.each<[string, string[]]>([
    ["#close", ["close"]],
    ["Thanks! #close", ["close"]],
    ["#CLOSE", ["close"]],
    ["#createBug severity:critical #setPriority high", ["createBug severity=critical", 'setPriority "high"']],
    ["Fix the bug #createTask priority:high", ['createTask priority=high title="Fix the bug"']],
    ["#createTask Fix the bug priority:high", ['createTask "Fix the bug" priority=high']],
    [
      "#createTask priority:high Fix the bug due:friday",
      ['createTask "Fix the bug" priority=high due=friday'],
    ],
    ['#createTask "Fix it" priority:high', ['createTask "Fix it" priority=high']],
    ["#createTask «Починить вход» due:завтра", ['createTask "Починить вход" due=завтра']],
    [
      '#createTask "Why does #close say priority:high?" due:+3d',
      ['createTask "Why does #close say priority:high?" due=+3d'],
    ],
    ['#createTask "say \\"when\\""', ['createTask "say "when""']],
    ['#createTask "never closed', ['createTask ""never closed"']],
    ["#setStatus in progress", ['setStatus "in progress"']],
    ['#setStatus "In progress"', ['setStatus "In progress"']],
    ["#setstatus  in_progress ", ['setStatus "in_progress"']],
    ["#assign @me\n#setDueDate +2w", ['assign "@me"', 'setDueDate "+2w"']],
    ["#createBug Priority: High", ["createBug priority=High"]],
    ["#createBug priority: severity:major", ["createBug priority= severity=major"]],
    ["#createBug priority: #close", ["createBug priority=", "close"]],
    ["#createTask Fix it due:today on phones", ['createTask "Fix it" due=today ?on phones']],
    ['#createTask "Fix it" on phones', ['createTask "Fix it" ?on phones']],
    ['#createTask assignee:"@Ana Silva" Fix', ['createTask "Fix" assignee=@Ana Silva']],
    ["#createTask #142 again", ['createTask "#142 again"']],
    ["#close thanks for waiting", ['close "thanks for waiting"']],
    ["one\u00a0#close", ["close"]],
    ["- #close\n- #reopen", ["close", "reopen"]],
    ["1. Fix it #createTask", ['createTask title="1. Fix it"']],
    ["The login is broken\n\nSince today.\n#createBug", ['createBug title="The login is broken"']],
    [
      "**Login** is broken\n#createBug\nSave is broken #createBug",
      ['createBug title="Login is broken"', 'createBug title="Save is broken"'],
    ],
    ["#createTask A #createTask B", ['createTask "A"', 'createTask "B"']],
    ["Fix #createTask #createBug", ['createTask title="Fix"', 'createBug title="Fix"']],
    ["# Heading #close", ["close"]],
    ["`code` #close", ["close"]],
    ["` #close", ["close"]],
    ["[a #close", ["close"]],
    ["```\ncode\n```\n#close", ["close"]],
    ["> quoted\n\n#close", ["close"]],
    ["text\n    #close", ["close"]],
    ["#createTask use `a b` and `#close`", ['createTask "use `a b` and `#close`"']],
    ["\r\nFixed\r\n#close\r\n", ["close"]],
  ])("%j", (text, expected) => {
    expect(commandsOf(text)).toEqual(expected);
  });

  it.each([
    "",
    "nothing here",
    "#unknown #label urgent #join 12",
    "#closed",
    "#close!",
    "#close-up",
    "#closé",
    "a#close",
    "(#close)",
    "\\#close",
    "##close",
    "`#close`",
    "` #close `",
    "`` a ` #close ``",
    "`a\n #close `",
    "```\n#close\n```",
    "```\n#close",
    "~~~ sh\n #close\n~~~",
    "- ```\n  #close\n  ```",
    "    #close",
    "\t#close",
    "-     #close",
    "> #close",
    "> said\n#close",
    "- > #close",
    "> > #close",
    "[see #close](https://flowra.example)",
    "![see #close](https://flowra.example)",
    "[see](https://flowra.example 'a #close')",
    "[see](<a #close>)",
    "https://flowra.example/ #unknown https://flowra.example/#close",
    "<https://flowra.example/#close>",
  ])("none in %j", (text) => {
    expect(parseCommands(text)).toMatchObject({ commands: [], text });
  });

  it("take a person of several words as one value where that person is mentioned", () => {
    const text = "#createTask assignee:@Ana Silva Fix it";
    expect(commandsOf(text, ["Ana", "Ana Silva", "Ana Silva Costa"])).toEqual([
      'createTask "Fix it" assignee=@Ana Silva',
    ]);
    expect(commandsOf(text)).toEqual(['createTask "Silva Fix it" assignee=@Ana']);
  });
});

describe("what is left without commands", () => {
  it.each([
    ["Fixed in 2.1 #close", "Fixed in 2.1"],
    ["Fixed\n#close", "Fixed"],
    ["#close\nFixed", "Fixed"],
    ["Hello,\n\n#setPriority high #assign @me\n\nwe look into it.", "Hello,\n\nwe look into it."],
    ["Hello,\n#createBug severity:major\nwe look into it.", "Hello,\nwe look into it."],
    ["- one\n- #close\n- two", "- one\n- two"],
    ["Done\n- #close", "Done"],
    ["#close", ""],
    [" \n#close #reopen\n\n", ""],
    ["Fix the bug #createTask priority:high", "Fix the bug"],
    ["Press `#close` or #unknown", "Press `#close` or #unknown"],
    ["  kept as it is \n\n\n", "  kept as it is \n\n\n"],
    ["a\n\n\n#close\n\n\nb", "a\n\n\nb"],
    ["a\r\n#close\r\nb", "a\r\nb"],
  ])("%j", (text, left) => {
    expect(parseCommands(text).text).toBe(left);
  });
});

describe("references to tasks", () => {
  const numbers = (text: string) => parseCommands(text).references.map((one) => one.number);

  it.each<[string, number[]]>([
    ["#142", [142]],
    ["see #7, (#8) and «#9».", [7, 8, 9]],
    ["#1 #2\n#3!", [1, 2, 3]],
    ["#createTask after #12", [12]],
    ["#0 #012 #1a a#1 #1_ ##1 /#1 \\#1 #1234567890 #1-2 #", []],
    ["`#1` > #2\n> #3", [2]],
    ["[#1](https://flowra.example) https://flowra.example/#2", []],
  ])("%j", (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });
});

const names = Object.keys(tags);
const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names.map((name) => `#${name}`)) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...' |\n|\r\n|\t|    |`|``|```|~~~|> |- |1. |2) |#|# |## |[|]|(|)|](|<|>|\\|"|“|”|«|»|:|priority:|due: |@Ana|#12|---|word|а|🙂|\u2028'.split(
        "|",
      ),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);
const texts = fc.array(pieces, { maxLength: 40 }).map((some) => some.join(""));

describe("any text", () => {
  test("is read without failing; commands lie one behind the other and change nothing but themselves", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { commands, references, text: left } = parseCommands(text);
        let end = 0;
        let rest = "";
        for (const command of commands) {
          expect(command.start).toBeGreaterThanOrEqual(end);
          expect(command.end).toBeGreaterThan(command.start);
          expect(text.slice(command.start, command.end)).toMatch(new RegExp(`^#${command.tag}`, "i"));
          expect(text.slice(command.start, command.end)).not.toMatch(/[\n\r]/);
          for (const param of command.params) {
            expect(param.start).toBeGreaterThan(command.start);
            expect(param.end).toBeLessThanOrEqual(command.end);
          }
          rest += text.slice(end, command.start);
          end = command.end;
        }
        rest += text.slice(end);
        // Letters outside commands stay, all of them in their order; only space and the marks of empty items go.
        const letters = (some: string) => some.replace(/[\s\-*+.)]|\d/gu, "");
        expect(letters(left)).toBe(letters(rest));
        if (commands.length === 0) expect(left).toBe(text);
        for (const { number, start, end: after } of references) {
          expect(text.slice(start, after)).toBe(`#${number}`);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("shows no command as code, quote or link", () => {
    let next = 0;
    const numbered = texts.map((text) => text.replaceAll(/#[a-z]+(?=\s|$)/gi, () => `#setStatus s${next++}`));
    fc.assert(
      fc.property(numbered, (text) => {
        const ran = parseCommands(text).commands.flatMap(({ value }) => value?.split(" ")[0] ?? []);
        const hidden = shownApart(new Lexer({ gfm: true, breaks: true }).lex(text)).join("\n");
        const shown = hidden.match(/#setStatus s\d+/gi)?.map((one) => one.split(" ")[1]!) ?? [];
        expect(ran.filter((one) => shown.includes(one))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test("costs as much as it is long, also where it is made to be expensive", () => {
    const hostile = [
      "#",
      "`",
      "``` ",
      "`a``b```",
      "[",
      "](",
      "[](",
      "](a (",
      '](a "',
      "](a '",
      "](<",
      "[a](b(",
      "<a:",
      "> ",
      "- ",
      "1. ",
      "\\",
      "#close ",
      '#createTask "',
      "#createTask “",
      '#createTask “ " « ',
      "#createTask priority: ",
      "#createBug severity:x ",
      "#createTask a\n",
      "\n",
      "    ",
      "#a",
      "#1",
      "-\n",
      "---- ",
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
      for (const whole of [text, `#createTask ${text}`, `x\n${text}`]) {
        const reader = new Reader(whole);
        parse(reader);
        expect({ piece, reads: reader.reads < 60 * whole.length }).toEqual({ piece, reads: true });
      }
    }
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), (some) => {
        const text = some.join("").repeat(500);
        const reader = new Reader(text);
        parse(reader);
        expect(reader.reads).toBeLessThanOrEqual(60 * text.length);
      }),
      { numRuns: 300 },
    );
  });
});

/** The text that Markdown shows as code, quote or link. */
function shownApart(tokens: Token[]): string[] {
  return tokens.flatMap((token) => {
    const { type } = token;
    if (
      type === "code" ||
      type === "codespan" ||
      type === "blockquote" ||
      type === "link" ||
      type === "image"
    ) {
      return [token.raw];
    }
    if (type === "list") return (token as Tokens.List).items.flatMap((item) => shownApart(item.tokens));
    return "tokens" in token && token.tokens ? shownApart(token.tokens) : [];
  });
}
