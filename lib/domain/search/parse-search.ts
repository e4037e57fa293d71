import { termsOf, wordOf } from "@/lib/domain/tasks/search-terms";

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

const operators = new Set(["from", "in", "has", "before", "after"]);

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
  for (const term of termsOf(typed, operators)) {
    if (term.operator) apply(found, term.operator as SearchProblem["operator"], term.value, today);
    else words.push(wordOf(term));
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
