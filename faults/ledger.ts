import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** One request that was to send a message, as its writer saw it end. Times are epoch milliseconds. */
export type Attempt = {
  id: string;
  writer: string;
  chat: string;
  hash: string;
  /** `unknown`: no answer, or one that leaves open whether it was stored. It is sent again under the same id. */
  outcome: "ok" | "fail" | "unknown";
  /** Its number in the writer's sequence, as it was acknowledged. */
  seq: number | null;
  at: number;
  ms: number;
  /** Why not, in a word. */
  why?: string;
};

/** An entry as a reader was shown it first, or `again` beside itself. */
export type Shown = {
  id: string;
  reader: string;
  chat: string;
  hash: string;
  seq: number;
  at: number;
  again?: true;
};

/** A file to which one writer or reader only ever adds lines. */
export class Ledger<T> {
  constructor(private readonly path: string) {}

  append(row: T): void {
    appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }

  read(): T[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as T);
  }
}

export const hashOf = (text: string): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, 16);
