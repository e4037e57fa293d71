const titleLength = 80;

/** The first line of text, without Markdown's marks, cut at a word. */
export function titleOf(message: string): string {
  const line = message
    .split("\n")
    .map((text) =>
      text
        .replace(/^[#>\-*\s]+/, "")
        .replace(/[*_`~]/g, "")
        .trim(),
    )
    .find((text) => text.length > 0);
  const text = line ?? message.trim();
  if (text.length <= titleLength) return text;
  const cut = text.slice(0, titleLength);
  const space = cut.lastIndexOf(" ");
  return `${(space > titleLength / 2 ? cut.slice(0, space) : cut).toWellFormed()}…`;
}
