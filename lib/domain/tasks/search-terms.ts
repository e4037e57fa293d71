export type Term = {
  operator: string | null;
  value: string;
  quoted: boolean;
  excluded: boolean;
  /** As it was typed. */
  text: string;
};

const mostTerms = 40;

/**
 * Takes apart what was typed: words, "phrases", -excluded words, and `operator:value` of the given operators. Never
 * throws, and linear in the length of the text.
 * @param excludable those of the operators that `-operator:value` turns round; of others that is a word
 */
export function* termsOf(
  typed: string,
  operators: ReadonlySet<string>,
  excludable: ReadonlySet<string> = new Set(),
): Generator<Term> {
  let at = 0;
  for (let count = 0; at < typed.length && count < mostTerms; ) {
    if (/\s/.test(typed[at]!)) {
      at++;
      continue;
    }
    const { term, end } = termAt(typed, at, operators, excludable);
    const text = typed.slice(at, end);
    at = end;
    if (!term.value.trim()) continue;
    count++;
    yield { ...term, text };
  }
}

function termAt(
  typed: string,
  start: number,
  operators: ReadonlySet<string>,
  excludable: ReadonlySet<string>,
): { term: Omit<Term, "text">; end: number } {
  const excluded = typed[start] === "-";
  let at = excluded ? start + 1 : start;
  const colon = /^([a-z]{2,8}):/i.exec(typed.slice(at, at + 9));
  const name = (colon?.[1] ?? "").toLowerCase();
  const operator = operators.has(name) && (!excluded || excludable.has(name)) ? name : null;
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

/** A term that is no operator's, as PostgreSQL's `websearch_to_tsquery` reads it. */
export const wordOf = ({ value, quoted, excluded }: Omit<Term, "text">): string =>
  `${excluded ? "-" : ""}${quoted ? `"${value}"` : value}`;
