import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type Expression,
  type JSXAttribute,
  type JSXChild,
  type JSXEmptyExpression,
  parseSync,
  Visitor,
} from "oxc-parser";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const spokenAttributes = [
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "confirmLabel",
  "description",
  "error",
  "heading",
  "hint",
  "label",
  "placeholder",
  "text",
  "title",
];
/** Words that are the same in every language. */
const allowed = new Set(["Flowra", "Esc"]);

it("takes every text a person reads from the catalogues", () => {
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
      .map((file) => `${folder}/${file}`),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => literalsIn(file, readFileSync(`${root}${file}`, "utf8")))).toEqual([]);
});

it("finds text between tags, in expressions and in attributes", () => {
  const source = `
    const a = <p className="x" aria-label="Spoken">Between {"tags"} {n ? "yes" : "no"} {t("key")} {\`made \${n}\`} · 5</p>;
    const b = <Field label={ok ? "Name" : t("name")} data-x="quiet">{items.map((i) => <i key="k">{i}</i>)}</Field>;
  `;
  expect(literalsIn("sample.tsx", source).map((line) => line.replace(/^.*: /, ""))).toEqual([
    "Between",
    "tags",
    "yes",
    "no",
    "made",
    "Spoken",
    "Name",
  ]);
});

/** Every literal with a letter in it that ends up on the screen or in a screen reader, as `file:line: text`. */
function literalsIn(file: string, source: string): string[] {
  const found: string[] = [];
  const report = (text: string, at: number) => {
    const words = text.replace(/&\w+;/g, " ").trim();
    if (!/\p{L}/u.test(words) || allowed.has(words)) return;
    found.push(`${file}:${source.slice(0, at).split("\n").length}: ${words}`);
  };
  const children = (nodes: JSXChild[]) => {
    for (const node of nodes) {
      if (node.type === "JSXText") report(node.value, node.start);
      if (node.type === "JSXExpressionContainer") reportValue(node.expression, report);
    }
  };
  const element = (node: { children: JSXChild[] }) => children(node.children);
  const attribute = (node: JSXAttribute) => {
    const spoken = node.name.type === "JSXIdentifier" && spokenAttributes.includes(node.name.name);
    if (!spoken || !node.value) return;
    if (node.value.type === "Literal") reportValue(node.value, report);
    if (node.value.type === "JSXExpressionContainer") reportValue(node.value.expression, report);
  };
  new Visitor({ JSXElement: element, JSXFragment: element, JSXAttribute: attribute }).visit(
    parseSync(file, source).program,
  );
  return found;
}

/** The literals an expression may come out as; what a call returns is the callee's business. */
function reportValue(
  node: Expression | JSXEmptyExpression,
  report: (text: string, at: number) => void,
): void {
  if (node.type === "Literal" && typeof node.value === "string") report(node.value, node.start);
  if (node.type === "TemplateLiteral") for (const part of node.quasis) report(part.value.raw, part.start);
  if (node.type === "ConditionalExpression") {
    reportValue(node.consequent, report);
    reportValue(node.alternate, report);
  }
  if (node.type === "LogicalExpression") {
    reportValue(node.left, report);
    reportValue(node.right, report);
  }
}
