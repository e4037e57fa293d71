import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNamedIn } from "@/lib/domain/chats/mention-text";
import { parseCommands } from "@/lib/hashtags/parse";
import {
  fillVariables,
  findVariables,
  firstNameOf,
  unfilledNames,
  type VariableValues,
  variableNames,
} from "./variables";

const values: VariableValues = {
  "customer.name": "Ana Silva",
  "customer.first_name": "Ana",
  "customer.email": "ana.silva_1@example.com",
  "ticket.number": "142",
  "ticket.title": "Re: order",
  "agent.name": "Lena Hoffmann",
  "agent.first_name": "Lena",
  "workspace.name": "Velora Bikes",
};
const nothing = Object.fromEntries(variableNames.map((name) => [name, null])) as VariableValues;
const named = (name: string) => ({ ...values, "customer.name": name });

describe("filling in", () => {
  test.each([
    ["Hi {{customer.first_name}}, #{{ticket.number}}", "Hi Ana, #142"],
    ["{{ Customer.Name }}{{agent.name}}", "Ana SilvaLena Hoffmann"],
    ["Write to {{customer.email}}", "Write to ana.silva_1@example.com"],
    ["**{{workspace.name}}**", "**Velora Bikes**"],
    ["{{{customer.name}}}", "{Ana Silva}"],
    ["About {{ticket.title}}", "About Re\\: order"],
    ["`ref {{ticket.number}}`", "`ref 142`"],
  ])("%s", (text, filled) => {
    expect(fillVariables(text, values)).toBe(filled);
  });

  test.each([
    "{{}}",
    "{{ }}",
    "{{1}}",
    "{ {customer.name} }",
    "{{customer.name}",
    "{{customer.\nname}}",
    "\\{{customer.name}}",
    "{{customer.name:5}}",
    "`{{ user.id }}`",
    "```\n{{#each users}} {{user}} {{/each}}\n```",
    "no braces at all",
  ])("leaves %j alone, which is no variable", (text) => {
    expect(fillVariables(text, values)).toBe(text);
    expect(unfilledNames(text)).toEqual([]);
  });

  test("leaves what has no value, and what nobody knows, and names each once", () => {
    const text = "Hi {{customer.name}}, {{customer.name}} {{ order number }} {{custmer.name}} {{имя}}";
    expect(fillVariables(text, nothing)).toBe(text);
    expect(fillVariables(text, named("\u200b "))).toBe(text);
    expect(unfilledNames(fillVariables(text, nothing))).toEqual([
      "{{customer.name}}",
      "{{order number}}",
      "{{custmer.name}}",
      "{{имя}}",
    ]);
    expect(unfilledNames(fillVariables("`{{customer.name}}` {{ticket.number}}", nothing))).toHaveLength(2);
    // A backslash before a backslash escapes nothing but that.
    expect(unfilledNames("\\\\{{agent.name}}")).toEqual(["{{agent.name}}"]);
  });

  test("makes no code of a value that stands in code", () => {
    expect(fillVariables("`{{customer.name}}`", named("a`b ~~~"))).toBe("`a'b '''`");
  });
});

describe("values are plain text", () => {
  test.each([
    ["Anna-Maria O'Brien, Jr.", "Anna-Maria O'Brien, Jr."],
    ["Tom & Jerry 2.0", "Tom & Jerry 2.0"],
    ["Müller_Ю", "Müller_Ю"],
    ["#close", "\\#close"],
    ["x priority:urgent", "x priority\\:urgent"],
    ["@Lena", "\\@Lena"],
    ["**x** [a](b)", "\\*\\*x\\*\\* \\[a\\]\\(b\\)"],
    ["1. one", "1\\. one"],
    ["- one", "\\- one"],
    ["www.evil.example", "www\\.evil.example"],
    ["&amp; <b>", "\\&amp; \\<b\\>"],
    ["{{agent.name}}", "\\{\\{agent.name\\}\\}"],
    ["two\n# lines", "two \\# lines"],
  ])("%j as %j", (name, written) => {
    expect(fillVariables("{{customer.name}}", named(name))).toBe(written);
  });

  test("no command, mention or variable comes of a value, wherever it stands", () => {
    const part = fc.constantFrom(
      ...'#close #assign @Lena @ {{agent.name}} {{ }} \\ \\\\ ` ``` " « priority:high : due: 142 #142 \n x'.split(
        " ",
      ),
      " ",
    );
    const value = fc
      .array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 12 })
      .map((all) => all.join(""));
    const template = fc.constantFrom(
      "{{customer.name}}",
      "Hi {{customer.name}}!",
      "\n{{customer.name}} x",
      "a {{customer.name}}\n\nb",
    );
    fc.assert(
      fc.property(template, value, (text, name) => {
        const filled = fillVariables(text, named(name));
        if (filled === text) return;
        const { commands, references } = parseCommands(filled, { people: ["Lena"] });
        expect({ commands, references }).toEqual({ commands: [], references: [] });
        expect(isNamedIn(filled, "Lena")).toBe(false);
        expect(unfilledNames(filled)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    "{{",
    "}}",
    "{",
    "}",
    "\\",
    "`",
    "```\n",
    "\n",
    " ",
    "customer.name",
    "x",
    "> ",
    "[",
    "](",
  );
  const text = fc
    .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 60 })
    .map((all) => all.join(""));

  test("is read without an error, and only variables change", () => {
    fc.assert(
      fc.property(text, (written) => {
        const found = findVariables(written);
        let rest = written;
        for (const { start, end, name } of [...found].reverse()) {
          expect(written.slice(start, end).replace(/[{}]/g, "").trim()).toBe(name);
          rest = rest.slice(0, start) + rest.slice(end);
        }
        const filled = fillVariables(written, values);
        expect(fillVariables(written, nothing)).toBe(written);
        if (found.every(({ variable }) => variable === null)) expect(filled).toBe(written);
      }),
    );
  });

  test("is read once, however many braces it has", () => {
    for (const hard of ["{{", "{{a ", "{{ \\", "{{customer.name}}", "\\", "{{\\", "`{{x}}", "{{x} }"]) {
      const long = hard.repeat(200_000 / hard.length);
      expect(findVariables(long).length).toBeLessThanOrEqual(long.length);
    }
  });
});

test("a first name is the first word", () => {
  expect([null, "", " Ana  Silva", "Борис"].map(firstNameOf)).toEqual([null, null, "Ana", "Борис"]);
});
