const key = "flowra.emoji.recent";
const most = 18;

/** What people use most, until one has used others. */
const usual = ["👍", "❤️", "😂", "🎉", "👀", "✅", "🙏", "🔥"];

/** Emoji that were used in this browser, the latest first, filled up with usual ones. */
export function recentEmoji(count: number): string[] {
  return [...new Set([...stored(), ...usual])].slice(0, count);
}

export function rememberEmoji(emoji: string): void {
  try {
    const next = [emoji, ...stored().filter((other) => other !== emoji)].slice(0, most);
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: the usual ones stay.
  }
}

function stored(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter((emoji) => typeof emoji === "string") : [];
  } catch {
    return [];
  }
}
