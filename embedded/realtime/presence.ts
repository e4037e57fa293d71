/** A member's place in a presence channel; `info` is JSON, kept as text because it is only ever passed on. */
export type Member = { userId: string; info: string };

/** The members of one presence channel: by user, whatever the number of their connections. */
export class Members {
  readonly #members = new Map<string, { info: string; connections: number }>();

  get size(): number {
    return this.#members.size;
  }

  has(userId: string): boolean {
    return this.#members.has(userId);
  }

  ids(): string[] {
    return [...this.#members.keys()];
  }

  /** Counts one more connection; true when it is the user's first. */
  join({ userId, info }: Member): boolean {
    const member = this.#members.get(userId);
    if (member) member.connections += 1;
    else this.#members.set(userId, { info, connections: 1 });
    return !member;
  }

  /** Counts one connection less; true when it was the user's last. */
  leave(userId: string): boolean {
    const member = this.#members.get(userId);
    if (!member) return false;
    member.connections -= 1;
    if (member.connections > 0) return false;
    return this.#members.delete(userId);
  }

  /** What somebody who has just joined is told, as JSON. Written by hand: a member may be called `__proto__`. */
  roster(): string {
    const ids = this.ids().map((id) => JSON.stringify(id));
    const hash = [...this.#members].map(([id, { info }]) => `${JSON.stringify(id)}:${info}`);
    return `{"presence":{"ids":[${ids}],"hash":{${hash}},"count":${ids.length}}}`;
  }
}
