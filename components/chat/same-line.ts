import type { MessageLine } from "./thread-lines";

/** Whether two lines look the same: lines are made anew with every change of the chat, most of them alike. */
export function sameLine(before: MessageLine, after: MessageLine): boolean {
  if (before === after) return true;
  return (Object.keys(after) as (keyof MessageLine)[]).every((key) => same(before[key], after[key]));
}

function same(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, index) => same(item, after[index]));
  if (!isPlain(before) || !isPlain(after)) return false;
  const keys = Object.keys(after);
  return Object.keys(before).length === keys.length && keys.every((key) => same(before[key], after[key]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
