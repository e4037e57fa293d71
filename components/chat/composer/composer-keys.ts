import type { Format } from "./format-text";

/** In a ticket one writes letters; in a chat Enter sends. */
export type ComposerPlace = "ticket" | "chat";

type Press = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
> & {
  keyCode?: number;
};

export type Deed =
  | { type: "send" }
  | { type: "resolve" }
  | { type: "leave" }
  | { type: "format"; format: Format };

/**
 * What a key does in the field, if anything but writing.
 * @param touch a keyboard on the screen, where Enter is how one makes a line
 */
export function deedOf(
  press: Press,
  { place, touch, mac, selected }: { place: ComposerPlace; touch: boolean; mac: boolean; selected: boolean },
): Deed | null {
  // Enter also ends a composition (Chinese, Japanese, accents). Safari says so only by the old code.
  if (press.isComposing || press.keyCode === 229) return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  if (press.key === "Escape") return { type: "leave" };
  if (press.key === "Enter") {
    if (press.altKey) return null;
    if (mod) return press.shiftKey ? { type: "resolve" } : { type: "send" };
    return place === "chat" && !press.shiftKey && !touch ? { type: "send" } : null;
  }
  if (!mod || press.altKey || press.shiftKey) return null;
  const format = formats[press.code] ?? null;
  // Without a selection these keys mean what they mean everywhere.
  if (format === "link" && !selected) return null;
  return format && { type: "format", format };
}

/** By place on the keyboard, so that they are there on a Cyrillic layout too. */
const formats: Record<string, Format> = { KeyB: "bold", KeyI: "italic", KeyE: "code", KeyK: "link" };
