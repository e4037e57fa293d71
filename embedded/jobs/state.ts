import type { Tx } from "./database";

/** Takes a key for some time. False when it is taken already. */
export async function claimKey(tx: Tx, key: string, milliseconds: number): Promise<boolean> {
  const expires = new Date(Date.now() + milliseconds);
  const rows = await tx`
    insert into jobs_engine.state as mine (key, expires_at) values (${key}, ${expires})
    on conflict (key) do update set expires_at = excluded.expires_at where mine.expires_at < now()
    returning key`;
  return rows.length > 0;
}

/** Reads and locks a value until the transaction ends. */
export async function lockState<T>(tx: Tx, key: string): Promise<T | undefined> {
  const [row] = await tx<{ value: string | null }[]>`
    select value from jobs_engine.state where key = ${key} for update`;
  return row?.value ? (JSON.parse(row.value) as T) : undefined;
}

/** Replaces a value with what `change` makes of it; concurrent changes wait for each other. */
export async function changeState<T>(
  tx: Tx,
  key: string,
  change: (before: T | undefined) => T,
  expires?: number,
): Promise<T> {
  await tx`insert into jobs_engine.state (key) values (${key}) on conflict do nothing`;
  const before = await lockState<T>(tx, key);
  const after = change(before);
  await tx`
    update jobs_engine.state
    set value = ${JSON.stringify(after)}, expires_at = ${expires === undefined ? null : new Date(expires)}
    where key = ${key}`;
  return after;
}

export async function deleteState(tx: Tx, key: string): Promise<void> {
  await tx`delete from jobs_engine.state where key = ${key}`;
}
