import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import * as en from "@/messages/en";
import * as ru from "@/messages/ru";

type Node = string | { [key: string]: Node };
const others = { ru } as const;
const english = flatten(en as unknown as Node);

describe.each(Object.entries(others))("the catalogue in %s", (_language, catalogue) => {
  const texts = flatten(catalogue as unknown as Node);

  it("has the keys of the English one, no more and no fewer", () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("takes the same arguments in every message", () => {
    const differing = [...english]
      .map(([key, text]) => ({ key, english: argumentsOf(text), here: argumentsOf(texts.get(key) ?? "") }))
      .filter(({ english, here }) => english.join() !== here.join());
    expect(differing).toEqual([]);
  });

  it("has words in every message", () => {
    expect([...texts].filter(([, text]) => !text.trim()).map(([key]) => key)).toEqual([]);
  });
});

it("says something in every English message", () => {
  expect([...english].filter(([, text]) => !text.trim()).map(([key]) => key)).toEqual([]);
});

it("gives Russian plurals that show a number the forms that Russian has", () => {
  const poor = [...flatten(ru as unknown as Node)]
    .flatMap(([key, text]) => pluralsOf(parse(text)).map((forms) => ({ key, forms })))
    .filter(({ forms }) => !["one", "few", "many"].every((form) => forms.includes(form)));
  expect(poor).toEqual([]);
});

it.each(["en", "ru"])("lists every file of messages/%s in its index", (language) => {
  const folder = fileURLToPath(new URL(`../../messages/${language}/`, import.meta.url));
  const index = readFileSync(`${folder}index.ts`, "utf8");
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const missing = files.filter(
    (file) => !index.includes(`{ default as ${file.slice(0, -5)} } from "./${file}"`),
  );
  expect(missing).toEqual([]);
});

function flatten(node: Node, path = "", into = new Map<string, string>()): Map<string, string> {
  if (typeof node === "string") return into.set(path, node);
  for (const [key, child] of Object.entries(node)) flatten(child, path ? `${path}.${key}` : key, into);
  return into;
}

/** Names and kinds of what a message needs: `count:plural`, `name`, `<link>`. */
function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  walk(parse(text), (element) => {
    if (element.type === TYPE.argument) found.add(element.value);
    else if (element.type === TYPE.tag) found.add(`<${element.value}>`);
    else if (element.type === TYPE.plural) found.add(`${element.value}:plural`);
    else if (element.type === TYPE.select)
      found.add(`${element.value}:${Object.keys(element.options).sort()}`);
    else if (element.type === TYPE.date || element.type === TYPE.time || element.type === TYPE.number) {
      found.add(`${element.value}:${TYPE[element.type]}`);
    }
  });
  // What is a plain argument here and a plural there is the same argument: languages differ in where they count.
  return [...new Set([...found].map((name) => name.replace(/:(plural|number)$/, "")))].sort();
}

/** The forms of each plural that shows its number; verbs alone may have fewer. */
function pluralsOf(elements: MessageFormatElement[]): string[][] {
  const found: string[][] = [];
  walk(elements, (element) => {
    if (element.type !== TYPE.plural) return;
    const shown = Object.values(element.options).some(({ value }) =>
      value.some(({ type }) => type === TYPE.pound),
    );
    if (shown) found.push(Object.keys(element.options));
  });
  return found;
}

function walk(elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.tag) walk(element.children, visit);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) walk(option.value, visit);
    }
  }
}
