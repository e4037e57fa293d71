import { type SQL, sql } from "drizzle-orm";
import { plainLine } from "@/lib/domain/chats/plain-line";
import type { Fragment } from "./views";

// Characters that no message holds mark the hits on their way from the database.
const [open, close] = ["\u0002", "\u0003"];
const gap = " … ";
/** A link that the excerpt ends in. */
const cutLink = /\]\([^)\s]*(?= … |$)/g;
const plainLength = 200;

/** The places of a text where the words stand, with a little around them; its beginning when there are no words. */
export function excerptOf(text: SQL, words: string): SQL<string> {
  if (!words) return sql<string>`left(${text}, ${sql.raw(String(plainLength))})`;
  const options = `StartSel=${open},StopSel=${close},MaxFragments=2,MinWords=8,MaxWords=24,FragmentDelimiter="${gap}"`;
  return sql<string>`ts_headline('russian', translate(${text}, 'ёЁ', 'еЕ'), typed_words(${words}), ${options})`;
}

/** Without Markdown's marks, which say nothing in the midst of a text. */
export function fragmentsOf(headline: string): Fragment[] {
  const fragments: Fragment[] = [];
  for (const [index, part] of plainLine(headline.replace(cutLink, "$&)")).split(open).entries()) {
    const [hit, rest = ""] = index === 0 ? ["", part] : part.split(close);
    if (hit) fragments.push({ text: hit, hit: true });
    if (rest) fragments.push({ text: rest, hit: false });
  }
  return fragments;
}
