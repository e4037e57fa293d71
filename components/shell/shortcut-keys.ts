/** The parts of a keyboard event that decide which key it was. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** What a binding is for, as in `{ id: "inbox.next", keys: "j" }`. */
export interface Binding {
  id: string;
  keys: string;
}

/**
 * Strokes of a written shortcut in one spelling: `"Mod+Shift+Enter"` is `["mod+shift+enter"]`, `"g i"` is `["g", "i"]`.
 *
 * @throws Error when a stroke has no key, or a modifier that does not exist
 */
export function parseKeys(keys: string): string[] {
  const strokes = keys.trim().split(/\s+/).filter(Boolean).map(parseStroke);
  if (!strokes.length) throw new Error(`A shortcut needs at least one key: ${JSON.stringify(keys)}`);
  return strokes;
}

/** The stroke an event makes, in the spelling of `parseKeys`; undefined for a modifier alone. */
export function strokeOf(event: KeyPress, mac: boolean): string | undefined {
  if (["Control", "Meta", "Alt", "Shift", "CapsLock", "Dead", "Process", "AltGraph"].includes(event.key))
    return undefined;
  const key = keyName(event);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const control = mac && event.ctrlKey;
  // A symbol such as "?" already says that Shift was held, and on which layout Shift makes it is nobody's concern.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return join({ mod, ctrl: control, alt: event.altKey, shift }, key);
}

/** What a stroke does after those that are waiting for more: runs a binding, waits for the next key, or nothing. */
export function advance(
  waiting: readonly string[],
  stroke: string,
  bindings: readonly Binding[],
): { run?: string; waiting: string[] } {
  const typed = [...waiting, stroke];
  // Later registrations lie on top: an open ticket's "e" wins over the list's.
  const parsed = bindings.map((binding) => ({ id: binding.id, strokes: parseKeys(binding.keys) })).reverse();
  const exact = parsed.find(({ strokes }) => strokes.join(" ") === typed.join(" "));
  if (exact) return { run: exact.id, waiting: [] };
  if (
    parsed.some(
      ({ strokes }) => strokes.length > typed.length && typed.every((key, at) => key === strokes[at]),
    )
  ) {
    return { waiting: typed };
  }
  return waiting.length ? advance([], stroke, bindings) : { waiting: [] };
}

/** Key caps to show for a shortcut: `⌘` `Enter` on a Mac, `Ctrl` `Enter` elsewhere. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const caps: Record<string, string> = mac
    ? { mod: "⌘", ctrl: "⌃", alt: "⌥", shift: "⇧", enter: "↵", ...arrows }
    : { mod: "Ctrl", ctrl: "Ctrl", alt: "Alt", shift: "⇧", enter: "↵", ...arrows };
  return parseKeys(keys).flatMap((stroke) => partsOf(stroke).map((part) => caps[part] ?? capitalised(part)));
}

const arrows = { arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→", escape: "Esc" };
const modifiers = ["mod", "ctrl", "alt", "shift"] as const;

function parseStroke(stroke: string): string {
  const parts = partsOf(stroke.toLowerCase());
  const key = parts.pop() ?? "";
  const unknown = parts.find((part) => !modifiers.some((modifier) => modifier === part));
  if (!key || unknown) throw new Error(`Not a shortcut: ${JSON.stringify(stroke)}`);
  const held = Object.fromEntries(modifiers.map((modifier) => [modifier, parts.includes(modifier)]));
  return join(held, key);
}

function partsOf(stroke: string): string[] {
  if (stroke === "+") return ["+"];
  return stroke.endsWith("++") ? [...stroke.slice(0, -2).split("+"), "+"] : stroke.split("+");
}

function join(held: Partial<Record<(typeof modifiers)[number], boolean>>, key: string): string {
  return [...modifiers.filter((modifier) => held[modifier]), key].join("+");
}

/** On a Cyrillic or Greek layout the letters are found by their place on the keyboard. */
function keyName(event: KeyPress): string {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const foreign = key.length === 1 && key.charCodeAt(0) > 127;
  if (!foreign) return key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  return letter ?? { BracketLeft: "[", BracketRight: "]", Slash: "/", Period: "." }[event.code] ?? key;
}

function capitalised(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part[0]!.toUpperCase() + part.slice(1);
}
