import type { Level } from "pino";
import { logger } from "./logger";

const everyMs = 60_000;
type Tally = { count: number; say(count: number, example: object): void; example: object };

// On globalThis, since the server's start-up code and its routes are separate bundles with separate modules.
const holder = globalThis as { flowraTallies?: Map<string, Tally> };

/**
 * Logs what others can make happen any number of times: at once when it is news, then one line a minute with how often
 * it happened since. So refused requests can't fill a disk, nor hide what else is said.
 * @param kind what counts as the same; of few different values
 * @param example what else is to be said of the latest one
 */
export function logOften(
  level: Level,
  kind: Record<string, unknown>,
  message: string,
  example: { err?: unknown } = {},
): void {
  holder.flowraTallies ??= new Map();
  const tallies = holder.flowraTallies;
  const key = JSON.stringify([level, kind, message]);
  const known = tallies.get(key);
  if (known) {
    known.count++;
    known.example = example;
    return;
  }
  const log = logger();
  const say: Tally["say"] = (count, last) => log[level]({ ...kind, count, ...last }, message);
  tallies.set(key, { count: 0, say, example });
  say(1, example);
  setTimeout(() => tell(tallies, key), everyMs).unref();
}

function tell(tallies: Map<string, Tally>, key: string): void {
  const tally = tallies.get(key);
  if (!tally?.count) {
    tallies.delete(key);
    return;
  }
  tally.say(tally.count, tally.example);
  tally.count = 0;
  setTimeout(() => tell(tallies, key), everyMs).unref();
}
