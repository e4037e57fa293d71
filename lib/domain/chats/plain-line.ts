/** The line under a table's head, its ends included. */
const tableRule = /\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*\|?/g;

/** A message's beginning in one line for lists and quotes, without Markdown's marks; code and links keep their words. */
export function plainLine(text: string): string {
  return withoutTables(text)
    .replace(/```\w*/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(^|\s)[-*+]\s+\[([ x])\]\s+/g, (_, before, mark) => `${before}${mark === "x" ? "☑" : "☐"} `)
    .replace(/^\s*(?:(?:#{1,6}|>|[-*+]|\d+\.)\s+)+/, "")
    .replace(/(\*\*|__|~~|`+)(?=\S)|(?<=\S)(\*\*|__|~~|`+)/g, "")
    .replace(/(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])/g, "$1")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .trim();
}

/** Their cells one after the other. */
function withoutTables(text: string): string {
  const cells = text.replace(tableRule, " | ");
  if (cells === text) return text;
  return cells.replace(/(?:\s*\|)+\s*/g, " · ").replace(/^ · | · $/g, "");
}
