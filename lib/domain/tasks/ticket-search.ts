import { type Term, termsOf } from "./search-terms";

/** What somebody looks for in a list of tickets: words, and tags that a ticket has or hasn't. */
export type TicketSearch = { words: string; tagged: string[]; untagged: string[] };

const mostTags = 10;
const tag: ReadonlySet<string> = new Set(["tag"]);

/**
 * Takes a search apart: `late parcel tag:vip -tag:"needs a refund"`. Never throws; a tag not yet typed narrows nothing,
 * and within a phrase nothing is one.
 */
export function readTicketSearch(typed: string): TicketSearch {
  const terms = [...termsOf(typed, tag, tag)];
  const tags = terms.filter(({ operator }) => operator !== null).slice(0, mostTags);
  const names = (isNot: boolean) => tags.filter(({ excluded }) => excluded === isNot).map(nameOf);
  const words = terms.filter(({ operator }) => operator === null).map(({ text }) => text);
  return { words: words.join(" "), tagged: names(false), untagged: names(true) };
}

/** A name is taken as it was typed: dashes mean something to the search of words alone. */
const nameOf = ({ value, quoted, text }: Term) => (quoted ? value : text.slice(text.indexOf(":") + 1)).trim();
