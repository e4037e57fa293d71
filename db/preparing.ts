import type postgres from "postgres";

/**
 * The same connection, with statements prepared once and planned once. Drizzle hands its SQL to `unsafe`, which
 * asks the server for the parameters' types in a round trip of its own, each time, unless told to prepare.
 */
export function preparing<S extends postgres.Sql | postgres.TransactionSql>(sql: S): S {
  return new Proxy(sql, {
    get(target, key, receiver) {
      if (key === "unsafe") {
        return (query: string, parameters?: never[], options?: postgres.UnsafeQueryOptions) =>
          target.unsafe(query, parameters, { ...options, prepare: true });
      }
      if (key === "savepoint" || key === "begin") {
        const open = Reflect.get(target, key) as (
          work: (scope: postgres.TransactionSql) => unknown,
        ) => unknown;
        return (work: (scope: postgres.TransactionSql) => unknown) => open((scope) => work(preparing(scope)));
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
