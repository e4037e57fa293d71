import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { preparing } from "./preparing";

/** A beginning is only a round trip; past this, in milliseconds, nobody is there to answer. */
const longestBeginning = 5_000;

/**
 * The connections of one purpose. When one is lost, or the database falls silent, all are given up for new ones:
 * postgres.js may send what it had not yet sent to a lost connection to the next, in the middle of somebody else's
 * transaction. What runs on those that live may end.
 */
export class Connections {
  #sql: postgres.Sql;
  #heardAt = 0;
  /** For statements by themselves; stays the same, whatever connections it uses. */
  readonly db: PostgresJsDatabase;

  constructor(
    private readonly connect: (hear: { onLost(): void; onHeard(): void }) => postgres.Sql,
    /** How long a statement by itself is waited for, in milliseconds. */
    private readonly longestQuestion: number,
  ) {
    this.#sql = this.#open();
    this.db = drizzle(this.#front());
  }

  /** Runs a transaction. @throws Error with the code CONNECT_TIMEOUT when the database doesn't begin it */
  async begin<T>(mode: string, work: (scope: postgres.TransactionSql) => Promise<T>): Promise<T> {
    const sql = this.#sql;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tooLate: Error | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        tooLate = this.#giveUp(sql);
        reject(tooLate);
      }, longestBeginning);
    });
    let over = false;
    const transaction = sql.begin(mode, (scope) => {
      clearTimeout(timer);
      // Whoever asked was told that it was not done, so it may not be done any more.
      if (tooLate) throw tooLate;
      return work(whileNot(() => over, scope));
    }) as Promise<T>;
    try {
      return await Promise.race([transaction, silence]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    await this.#sql.end({ timeout: 5 });
  }

  #open(): postgres.Sql {
    const sql = this.connect({
      onLost: () => this.#replace(sql),
      onHeard: () => {
        this.#heardAt = performance.now();
      },
    });
    // Drizzle sets how values are read on each client that it is given.
    drizzle(sql);
    return sql;
  }

  #replace(given: postgres.Sql): void {
    if (given !== this.#sql) return;
    this.#sql = this.#open();
    given.end({ timeout: 60 }).catch(() => {});
  }

  #giveUp(sql: postgres.Sql): Error {
    // One that answers others is only busy.
    if (performance.now() - this.#heardAt > longestBeginning) this.#replace(sql);
    return Object.assign(new Error("The database doesn't answer."), { code: "CONNECT_TIMEOUT" });
  }

  /** Whatever client there is, with statements prepared and given up after their time. */
  #front(): postgres.Sql {
    return new Proxy(this.#sql, {
      get: (_, key) => {
        const sql = this.#sql;
        if (key !== "unsafe") return Reflect.get(sql, key);
        return (...given: Parameters<postgres.Sql["unsafe"]>) =>
          this.#bounded(sql, preparing(sql).unsafe(...given));
      },
    });
  }

  #bounded<Q extends Promise<unknown>>(sql: postgres.Sql, query: Q): Q {
    const giveUp = () => (query as unknown as Inside).reject(this.#giveUp(sql));
    const timer = setTimeout(giveUp, this.longestQuestion);
    listenTo(query, () => clearTimeout(timer));
    return query;
  }
}

/**
 * The scope of a transaction until that is over. It can be over before its work is, when the connection is lost: what
 * comes then must go nowhere.
 */
function whileNot(over: () => boolean, scope: postgres.TransactionSql): postgres.TransactionSql {
  return new Proxy(scope, {
    apply(target, self, given) {
      const made = Reflect.apply(target, self, given);
      return over() ? refused(made) : made;
    },
    get(target, key, receiver) {
      if (key !== "unsafe") return Reflect.get(target, key, receiver);
      return (...given: Parameters<postgres.Sql["unsafe"]>) => {
        const made = target.unsafe(...given);
        return over() ? refused(made) : made;
      };
    },
  });
}

/** A query as postgres.js keeps it. */
type Inside = { cancelled?: unknown; reject(error: Error): void };

function refused<Q>(query: Q): Q {
  if (!(query instanceof Promise)) return query;
  const inside = query as unknown as Inside;
  inside.cancelled = true;
  inside.reject(Object.assign(new Error("The transaction is over."), { code: "CONNECTION_CLOSED" }));
  listenTo(query, () => {});
  return query;
}

/** A query is sent when its own `then` is called; this one's only listens. */
const listenTo = (query: Promise<unknown>, ended: () => void) =>
  void Promise.prototype.then.call(query, ended, ended);
