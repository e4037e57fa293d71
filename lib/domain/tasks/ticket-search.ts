/** What somebody looks for in a list of tickets: words, and tags that a ticket has or hasn't. */
export type TicketSearch = { words: string; tagged: string[]; untagged: string[] };

const mostOperators = 10;
const operator = /(?<=^|\s)(-?)tag:(?:"([^"]*)"?|(\S*))/gi;

/** Takes a search apart: `late parcel tag:vip -tag:"needs a refund"`. Never throws; a tag not yet typed narrows nothing. */
export function readTicketSearch(typed: string): TicketSearch {
  const found = [...typed.matchAll(operator)].slice(0, mostOperators).map(([, not, quoted, plain]) => ({
    isNot: not === "-",
    name: (quoted ?? plain ?? "").trim(),
  }));
  const names = (isNot: boolean) =>
    found.filter((one) => one.isNot === isNot && one.name !== "").map(({ name }) => name);
  const words = typed.replace(operator, " ").replace(/\s+/g, " ").trim();
  return { words, tagged: names(false), untagged: names(true) };
}
