import type { Command } from "./parse";
import { linesOf, type Reader } from "./reader";
import { rulesOf } from "./tags";
import { titleOf } from "./title";

type Kept = { text: string; break: string };

/**
 * Takes the commands out of a text, a line that held nothing else with them; what is created without a title gets the
 * words before its tag, or else the first line above. Text without commands stays exactly as it is.
 */
export function takeOut(reader: Reader, commands: readonly Command[]): string {
  const { text } = reader;
  if (commands.length === 0) return text;
  const kept: Kept[] = [];
  let next = 0;
  let wasCut = false;
  /** The first line that is left and can be a title. */
  let subject: string | null = null;
  for (const { start, end, next: after } of linesOf(reader)) {
    const first = commands[next];
    const holds = first !== undefined && first.start < end;
    // A command goes on to the next one or to the line's end, so what is left stands before the first.
    const left = holds ? text.slice(start, first.start).trimEnd() : text.slice(start, end);
    const own = isNothing(left) ? null : titleOf(left) || null;
    for (; next < commands.length && commands[next]!.start < end; next++) {
      const command = commands[next]!;
      if (rulesOf(command.tag).creates) command.title = command.value || own || subject;
    }
    subject ??= own;
    const dropped = holds && isNothing(left);
    // Where a line of commands stood alone between two blank ones, one blank line stays.
    const doubled: boolean = wasCut && isBlank(left) && isBlank(kept.at(-1)?.text ?? "");
    if (!dropped && !doubled) kept.push({ text: left, break: text.slice(end, after) });
    wasCut = dropped || (wasCut && doubled);
  }
  const first = kept.findIndex((line) => !isBlank(line.text));
  if (first < 0) return "";
  return kept
    .slice(first)
    .map((line) => line.text + line.break)
    .join("")
    .trimEnd();
}

const isBlank = (text: string) => text.trim() === "";

/** White space, or the mark of a list item that held only commands. */
const isNothing = (left: string) => /^(?:[-*+]|\d{1,9}[.)])?$/.test(left.trim());
