import { randomBytes } from "node:crypto";
import { until } from "./executor";

/** What functions did, by the key their event carried, so that tests don't read each other's. */
export class Notes {
  private readonly notes = new Map<string, unknown[]>();

  newKey(): string {
    return randomBytes(8).toString("hex");
  }

  /** Writes a note and gives its value back. */
  add<T>(key: string, value: T): T {
    this.notes.set(key, [...this.of(key), value]);
    return value;
  }

  of(key: string): unknown[] {
    return this.notes.get(key) ?? [];
  }

  /** All notes of a key, once there are so many. */
  async until(key: string, count = 1): Promise<unknown[]> {
    await until(() => this.of(key).length >= count);
    return this.of(key);
  }
}
