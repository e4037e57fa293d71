import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, keyCaps, parseKeys, strokeOf } from "./shortcut-keys";

const bare = { code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("parseKeys", () => {
  it("brings every spelling of a stroke to one", () => {
    expect(parseKeys("Shift+Mod+Enter")).toEqual(["mod+shift+enter"]);
    expect(parseKeys(" G  i ")).toEqual(["g", "i"]);
    expect(parseKeys("+")).toEqual(["+"]);
    expect(parseKeys("mod++")).toEqual(["mod++"]);
  });

  it("refuses what no keyboard can do", () => {
    for (const wrong of ["", "  ", "hyper+x", "mod+"])
      expect(() => parseKeys(wrong), wrong).toThrow(/shortcut/i);
  });
});

describe("strokeOf", () => {
  it("takes ⌘ on a Mac and Ctrl elsewhere for the main modifier", () => {
    expect(strokeOf({ ...bare, key: "k", metaKey: true }, true)).toBe("mod+k");
    expect(strokeOf({ ...bare, key: "k", ctrlKey: true }, false)).toBe("mod+k");
    expect(strokeOf({ ...bare, key: "k", ctrlKey: true }, true)).toBe("ctrl+k");
  });

  it("says Shift for letters and named keys, but not for symbols that need it", () => {
    expect(strokeOf({ ...bare, key: "T", shiftKey: true }, false)).toBe("shift+t");
    expect(strokeOf({ ...bare, key: "Enter", shiftKey: true, ctrlKey: true }, false)).toBe("mod+shift+enter");
    expect(strokeOf({ ...bare, key: "?", shiftKey: true }, false)).toBe("?");
  });

  it("finds Latin keys by their place on a Cyrillic layout", () => {
    expect(strokeOf({ ...bare, key: "о", code: "KeyJ" }, false)).toBe("j");
    expect(strokeOf({ ...bare, key: "Л", code: "KeyK", ctrlKey: true }, false)).toBe("mod+k");
    expect(strokeOf({ ...bare, key: "ъ", code: "BracketRight" }, false)).toBe("]");
  });

  it("follows the letter, not the place, on another Latin layout", () => {
    expect(strokeOf({ ...bare, key: "j", code: "KeyC" }, false)).toBe("j");
  });

  it("ignores a modifier alone", () => {
    expect(strokeOf({ ...bare, key: "Shift", shiftKey: true }, false)).toBeUndefined();
  });
});

describe("advance", () => {
  const bindings = [
    { id: "list.resolve", keys: "e" },
    { id: "go.inbox", keys: "g i" },
    { id: "thread.resolve", keys: "E" },
    { id: "list.next", keys: "i" },
  ];

  it("runs the binding that lies on top", () => {
    expect(advance([], "e", bindings)).toEqual({ run: "thread.resolve", waiting: [] });
  });

  it("waits inside a sequence and runs at its end", () => {
    expect(advance([], "g", bindings)).toEqual({ waiting: ["g"] });
    expect(advance(["g"], "i", bindings)).toEqual({ run: "go.inbox", waiting: [] });
  });

  it("starts afresh when the sequence goes nowhere", () => {
    expect(advance(["g"], "e", bindings)).toEqual({ run: "thread.resolve", waiting: [] });
    expect(advance(["g"], "q", bindings)).toEqual({ waiting: [] });
    expect(advance(["g"], "g", bindings)).toEqual({ waiting: ["g"] });
  });

  it("runs every sequence that is typed in full, and only what is bound", () => {
    const key = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 3 }),
        fc.array(key, { maxLength: 8 }),
        (sequence, noise) => {
          const only = [{ id: "x", keys: sequence.join(" ") }];
          let waiting: string[] = [];
          for (const stroke of sequence) {
            const step = advance(waiting, stroke, only);
            waiting = step.waiting;
          }
          expect(waiting).toEqual([]);
          for (const stroke of noise) waiting = advance(waiting, stroke, only).waiting;
          expect(waiting.length).toBeLessThan(sequence.length);
        },
      ),
    );
  });
});

it("shows keys as the keyboard names them", () => {
  expect(keyCaps("mod+shift+enter", true)).toEqual(["⌘", "⇧", "↵"]);
  expect(keyCaps("mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(keyCaps("g i", false)).toEqual(["G", "I"]);
});
