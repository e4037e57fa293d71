/** Up to two letters: of the first and the last word, or of the part before an address's `@`. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split("@")[0]!
    .split(/[\s._-]+/)
    .filter(Boolean);
  const picked = words.length > 1 ? [words[0]!, words[words.length - 1]!] : words;
  return picked.map((word) => firstCharacter(word).toLocaleUpperCase()).join("") || "?";
}

/** A hue in degrees that is always the same for the same key. */
export function hueOf(key: string): number {
  let hash = 2166136261;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 16777619);
  }
  return hues[(hash >>> 0) % hues.length]!;
}

/** Ten that stay tellable apart; the olive ones between yellow and green are left out. */
const hues = [15, 42, 72, 150, 178, 210, 240, 270, 305, 345];

function firstCharacter(word: string): string {
  return Array.from(word)[0] ?? "";
}
