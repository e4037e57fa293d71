import { expect, test } from "vitest";
import { deedOf } from "./composer-keys";

const press = (key: string, held: Partial<Parameters<typeof deedOf>[0]> = {}) => ({
  key,
  code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
});
const ticket = { place: "ticket", touch: false, mac: false, selected: false } as const;
const chat = { ...ticket, place: "chat" } as const;
const send = { type: "send" };

test.each([
  ["Enter in a ticket", press("Enter"), ticket, null],
  ["Ctrl Enter in a ticket", press("Enter", { ctrlKey: true }), ticket, send],
  ["⌘ Enter on a Mac", press("Enter", { metaKey: true }), { ...ticket, mac: true }, send],
  ["Ctrl Shift Enter", press("Enter", { ctrlKey: true, shiftKey: true }), ticket, { type: "resolve" }],
  ["Enter in a chat", press("Enter"), chat, send],
  ["Shift Enter in a chat", press("Enter", { shiftKey: true }), chat, null],
  ["Enter on a touch screen", press("Enter"), { ...chat, touch: true }, null],
  ["Enter that ends a composition", press("Enter", { isComposing: true }), chat, null],
  ["the same in Safari", press("Enter", { keyCode: 229 }), chat, null],
  ["Ctrl Enter in a composition", press("Enter", { ctrlKey: true, isComposing: true }), ticket, null],
  ["Escape", press("Escape"), chat, { type: "leave" }],
  ["Ctrl B", press("b", { ctrlKey: true }), chat, { type: "format", format: "bold" }],
  [
    "Ctrl B on a Cyrillic layout",
    press("и", { ctrlKey: true, code: "KeyB" }),
    chat,
    { type: "format", format: "bold" },
  ],
  [
    "Ctrl K with a selection",
    press("k", { ctrlKey: true }),
    { ...chat, selected: true },
    { type: "format", format: "link" },
  ],
  ["Ctrl K without one: the palette's", press("k", { ctrlKey: true }), chat, null],
  ["Ctrl Shift B", press("b", { ctrlKey: true, shiftKey: true }), chat, null],
  ["a letter", press("b"), chat, null],
] as const)("%s", (_, key, where, deed) => {
  expect(deedOf(key, where)).toEqual(deed);
});
