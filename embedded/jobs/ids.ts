import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID of the given time (milliseconds) and 10 bytes; random bytes when left out. */
export function ulid(milliseconds = Date.now(), entropy: Buffer = randomBytes(10)): string {
  let rest = (BigInt(milliseconds) << 80n) | BigInt(`0x${entropy.toString("hex")}`);
  let text = "";
  for (let i = 0; i < 26; i++, rest >>= 5n) text = ALPHABET[Number(rest & 31n)] + text;
  return text;
}

/**
 * The ids of a batch of events. The SDK sends the same seed ("<ms>,<10 bytes in base64>") with each retry of one
 * request, so equal seeds must give equal ids; without a usable seed they are random.
 */
export function eventIds(seed: string | undefined, count: number): string[] {
  const parsed = parseSeed(seed);
  return Array.from({ length: count }, (_, index) => {
    if (!parsed) return ulid();
    const entropy = Buffer.from(parsed.entropy);
    entropy.writeUInt32BE((entropy.readUInt32BE(6) + index + 1) >>> 0, 6);
    return ulid(parsed.milliseconds, entropy);
  });
}

/** A short fixed-length name for a value that may hold anything (lock keys, state keys). */
export function digest(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function parseSeed(seed: string | undefined) {
  const match = /^(\d{1,15}),([A-Za-z0-9+/=_-]+)$/.exec(seed ?? "");
  if (!match) return undefined;
  const milliseconds = Number(match[1]);
  const entropy = Buffer.from(match[2] ?? "", "base64");
  // A ULID has 48 bits of time.
  if (entropy.length !== 10 || milliseconds >= 2 ** 48) return undefined;
  return { milliseconds, entropy };
}
