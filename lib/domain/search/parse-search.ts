/** What somebody looks for, taken apart: words for the full-text search, and what narrows it. */
export type ParsedSearch = {
  /** Words, "quoted phrases" and -excluded words, as PostgreSQL's `websearch_to_tsquery` reads them. */
  words: string;
  /** Names after `from:`; `me` is the one who searches. */
  from: string[];
  /** Names, titles or `#142` after `in:`. */
  in: string[];
  hasFile: boolean;
  /** Days as `2026-11-21`: messages of days before it, and of days after it. */
  before: string | null;
  after: string | null;
  /** Operators that were understood, with values that were not. */
  problems: SearchProblem[];
};

export type SearchProblem = { operator: "before" | "after" | "has" | "from" | "in"; value: string };

type Term = { operator: string | null; value: string; quoted: boolean; excluded: boolean };

const operators = new Set(["from", "in", "has", "before", "after"]);
const mostTerms = 40;

/**
 * Reads a search as it was typed: `from:ana in:"Summer sale" has:file before:2026-11-01 "exact words" -not`.
 * Never throws; what isn't an operator is a word. Linear in the length of the text.
 * @param today the searcher's present day, for `today` and `yesterday`
 */
export function parseSearch(typed: string, today: string): ParsedSearch {
  const found: ParsedSearch = {
    words: "",
    from: [],
    in: [],
    hasFile: false,
    before: null,
    after: null,
    problems: [],
  };
  const words: string[] = [];
  for (const term of termsOf(typed)) {
    if (term.operator) apply(found, term.operator as SearchProblem["operator"], term.value, today);
    else words.push(`${term.excluded ? "-" : ""}${term.quoted ? `"${term.value}"` : term.value}`);
  }
  found.words = words.join(" ");
  return found;
}

function apply(found: ParsedSearch, operator: SearchProblem["operator"], value: string, today: string): void {
  switch (operator) {
    case "from":
      found.from.push(value.replace(/^@/, ""));
      return;
    case "in":
      found.in.push(value);
      return;
    case "has":
      if (/^(file|files|файл|файлы)$/i.test(value)) found.hasFile = true;
      else found.problems.push({ operator, value });
      return;
    case "before":
    case "after": {
      const day = dayOf(value, today);
      if (day) found[operator] = day;
      else found.problems.push({ operator, value });
    }
  }
}

/** `2026-11-01`, `today`, `yesterday`; null for anything else, also for days that don't exist. */
function dayOf(value: string, today: string): string | null {
  const word = value.toLowerCase();
  if (word === "today" || word === "сегодня") return today;
  if (word === "yesterday" || word === "вчера") return shifted(today, -1);
  return /^\d{4}-\d\d-\d\d$/.test(value) && shifted(value, 0) === value && value > "1970" ? value : null;
}

/** A day some days later or earlier; null when it is none. */
export function shifted(day: string, days: number): string | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

function* termsOf(typed: string): Generator<Term> {
  let at = 0;
  for (let count = 0; at < typed.length && count < mostTerms; ) {
    if (/\s/.test(typed[at]!)) {
      at++;
      continue;
    }
    const { term, end } = termAt(typed, at);
    at = end;
    if (!term.value.trim()) continue;
    count++;
    yield term;
  }
}

function termAt(typed: string, start: number): { term: Term; end: number } {
  const excluded = typed[start] === "-";
  let at = excluded ? start + 1 : start;
  const colon = /^([a-z]{2,6}):/i.exec(typed.slice(at, at + 7));
  const operator =
    !excluded && colon && operators.has(colon[1]!.toLowerCase()) ? colon[1]!.toLowerCase() : null;
  if (operator) at += operator.length + 1;
  const open = at;
  if (operator && typed[at] === "@") at++;
  if (typed[at] === '"') {
    const close = typed.indexOf('"', at + 1);
    const end = close < 0 ? typed.length : close;
    const value = typed.slice(at + 1, end);
    return { term: { operator, value, quoted: true, excluded }, end: Math.min(typed.length, end + 1) };
  }
  let end = open;
  while (end < typed.length && !/\s/.test(typed[end]!)) end++;
  // A quotation mark within a word would open a phrase that nobody meant, and a dash that joins nothing exclude one:
  // PostgreSQL fails on some thirty of these in a row.
  const value = typed
    .slice(open, end)
    .replaceAll('"', "")
    .replace(/-+/g, "-")
    .replace(/(?<![\p{L}\p{N}])-/gu, " ")
    .trim();
  return { term: { operator, value, quoted: false, excluded }, end };
}
