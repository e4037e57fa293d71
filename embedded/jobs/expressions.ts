import { type ParseResult, parse } from "@marcbachmann/cel-js";

type Variables = Record<string, unknown>;

const parsed = new Map<string, ParseResult>();

/** Throws an Error that shows where an expression is wrong. */
export function checkExpression(expression: string): void {
  parseOnce(expression);
}

/** Whether an expression holds; one that cannot be evaluated does not. No expression at all holds. */
export function holds(expression: string | null | undefined, variables: Variables): boolean {
  if (!expression) return true;
  try {
    return evaluate(expression, variables) === true;
  } catch {
    return false;
  }
}

/** The text of a key expression, or null when it gives null or cannot be evaluated. No expression gives "". */
export function keyText(expression: string | null | undefined, event: unknown): string | null {
  if (!expression) return "";
  try {
    const value = evaluate(expression, { event });
    if (value === null || value === undefined) return null;
    return typeof value === "string" ? value : JSON.stringify(value, bigintAsNumber);
  } catch {
    return null;
  }
}

/** The number an expression gives, or the fallback. */
export function numberFrom(expression: string | null | undefined, event: unknown, fallback: number): number {
  if (!expression) return fallback;
  try {
    const value = Number(evaluate(expression, { event }));
    return Number.isFinite(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

function evaluate(expression: string, variables: Variables): unknown {
  return parseOnce(expression)(
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, nullWhenMissing(value)])),
  );
}

function parseOnce(expression: string): ParseResult {
  let result = parsed.get(expression);
  if (!result) {
    result = parse(expression);
    parsed.set(expression, result);
  }
  return result;
}

/** Inngest reads a missing field as null, where CEL itself would stop with an error. */
function nullWhenMissing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullWhenMissing);
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nullWhenMissing(item)]));
  return new Proxy(copy, {
    get: (target, key) => {
      if (typeof key === "symbol") return Reflect.get(target, key);
      // By its constructor the evaluator sees that this is a plain object, even if the data has a field of that name.
      if (key === "constructor") return Object;
      return Object.hasOwn(target, key) ? target[key] : null;
    },
    getOwnPropertyDescriptor: (target, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ??
      (typeof key === "string"
        ? { value: null, configurable: true, enumerable: true, writable: true }
        : undefined),
  });
}

const bigintAsNumber = (_key: string, value: unknown) => (typeof value === "bigint" ? Number(value) : value);
