import type { ThreadLine } from "./thread-lines";

const perLine = 22;
/** Characters in a line of a bubble of usual width. */
const inLine = 70;

/** How high a line will probably be, in pixels, before it has been in the page: what is wrong is mended when it is. */
export function estimatedHeight(line: ThreadLine | undefined): number {
  if (!line) return 0;
  switch (line.type) {
    case "day":
      return 40;
    case "new":
      return 32;
    case "events":
      return 16 + Math.min(3, line.entries.length) * 20;
    case "message": {
      const text = line.deleted ? 1 : linesOf(line.body);
      const quote = line.replyTo ? 44 : 0;
      const files = line.files.length * 28;
      const reactions = line.reactions.length > 0 ? 28 : 0;
      const note = line.kind === "note" ? 20 : 0;
      return (line.first ? 36 : 4) + 16 + text * perLine + quote + files + reactions + note;
    }
  }
}

const linesOf = (text: string) =>
  Math.min(
    400,
    text.split("\n").reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / inLine)), 0),
  );
