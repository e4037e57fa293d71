import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { cutAtNames, isNamedIn } from "@/lib/domain/chats/mention-text";
import { Markdown } from "./markdown";
import type { TextMapper } from "./text-mappers";

const shout: TextMapper = (text) =>
  text.split(/(Ana)/).map((part) => (part === "Ana" ? <b key="a">ANA</b> : part));
const whisper: TextMapper = (text) =>
  text.split(/(Bo)/).map((part) => (part === "Bo" ? <i key="b">bo</i> : part));
const html = (text: string, mappers = [shout, whisper]) =>
  renderToStaticMarkup(<Markdown text={text} mappers={mappers} />);

test("each mapper makes more of what the others left as text", () => {
  expect(html("Ana and Bo, **Bo** and Ana")).toContain(
    '<b>ANA</b> and <i>bo</i>, <strong class="font-semibold"><i>bo</i></strong> and <b>ANA</b>',
  );
});

test("code and links are left alone", () => {
  const markup = html("`Ana` [Ana](https://a.example)\n\n```\nAna\n```");
  expect(markup).not.toContain("<b>");
});

test.each([
  ["@Ana Duarte here", ["Ana Duarte"], ["@Ana Duarte", " here"]],
  ["hi @Ana, @Ana Duarte", ["Ana", "Ana Duarte"], ["hi ", "@Ana", ", ", "@Ana Duarte"]],
  ["@Anastasia", ["Ana"], ["@Anastasia"]],
  ["mail@Ana", ["Ana"], ["mail@Ana"]],
  ["@a.b (c)", ["a.b (c)"], ["@a.b (c)"]],
  ["@Дмитрий!", ["Дмитрий"], ["@Дмитрий", "!"]],
])("names in %j are found by themselves", (text, names, parts) => {
  expect(cutAtNames(text, names).map((part) => part.text)).toEqual(parts);
  expect(isNamedIn(text, names[0]!)).toBe(parts.some((part) => part === `@${names[0]}`));
});

test("no name makes looking for it long", () => {
  const names = Array.from({ length: 50 }, (_, n) => `${"a".repeat(60)}${n}`);
  expect(cutAtNames("@".repeat(20_000), names)).toHaveLength(1);
  expect(cutAtNames(`@${"a".repeat(19_999)}`, names)).toHaveLength(1);
});
