/** A text with its selection; both ends are the same where nothing is selected. */
export type Selected = { text: string; start: number; end: number };

/** One replacement in a text, and what is selected after it. */
export type Edit = { from: number; to: number; insert: string; start: number; end: number };

export type Format = "bold" | "italic" | "code" | "link";

const marks = { bold: "**", italic: "_", code: "`" } as const;

/** Puts Markdown's marks around what is selected, or takes them away where they are already. */
export function formatEdit(format: Format, selected: Selected): Edit {
  if (format === "link") return linkEdit(selected);
  if (format === "code" && isSeveralLines(selected)) return fenceEdit(selected);
  return wrapEdit(selected, marks[format]);
}

const chosen = ({ text, start, end }: Selected) => text.slice(start, end);
const isSeveralLines = (selected: Selected) => chosen(selected).includes("\n");

function wrapEdit(selected: Selected, mark: string): Edit {
  const { text, start, end } = selected;
  const size = mark.length;
  const before = text.slice(Math.max(0, start - size), start);
  if (before === mark && text.slice(end, end + size) === mark) {
    const inner = chosen(selected);
    return { from: start - size, to: end + size, insert: inner, start: start - size, end: end - size };
  }
  // Marks next to white space would be no marks, so that stays outside.
  const inner = chosen(selected);
  const lead = inner.length - inner.trimStart().length;
  const trail = inner.trim() === "" ? 0 : inner.length - inner.trimEnd().length;
  const [from, to] = inner.trim() === "" ? [start, end] : [start + lead, end - trail];
  const kept = text.slice(from, to);
  return { from, to, insert: mark + kept + mark, start: from + size, end: from + size + kept.length };
}

function fenceEdit({ text, start, end }: Selected): Edit {
  const lead = start > 0 && text[start - 1] !== "\n" ? "\n" : "";
  const trail = end < text.length && text[end] !== "\n" ? "\n" : "";
  const inner = text.slice(start, end);
  const insert = `${lead}\`\`\`\n${inner}\n\`\`\`${trail}`;
  const at = start + lead.length + 4;
  return { from: start, to: end, insert, start: at, end: at + inner.length };
}

/** Selects what is still missing: the address, or of an address the words. */
function linkEdit(selected: Selected): Edit {
  const { start, end } = selected;
  const inner = chosen(selected);
  if (/^https?:\/\/\S+$/i.test(inner.trim())) {
    return { from: start, to: end, insert: `[](${inner.trim()})`, start: start + 1, end: start + 1 };
  }
  const address = "https://";
  const at = start + inner.length + 3;
  return { from: start, to: end, insert: `[${inner}](${address})`, start: at, end: at + address.length };
}
