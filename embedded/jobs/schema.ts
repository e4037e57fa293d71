import { LOCKS, type Sql } from "./database";

/** Creates or upgrades the executor's tables. Safe to run in several executors at once. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCKS.migration}, 0)`;
    await tx`create schema if not exists jobs_engine`;
    await tx`create table if not exists jobs_engine.migration (version int primary key, applied_at timestamptz not null default now())`;
    const [{ version }] = await tx<[{ version: number }]>`
      select coalesce(max(version), 0)::int as version from jobs_engine.migration`;
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (index < version) continue;
      await tx.unsafe(statements);
      await tx`insert into jobs_engine.migration (version) values (${index + 1})`;
    }
  });
}

/**
 * Append only. JSON is kept in text columns: jsonb refuses the \u0000 that a step may well return, and nothing here is
 * searched by content.
 */
const MIGRATIONS = [
  `
  create sequence jobs_engine.ticket;

  create table jobs_engine.function (
    id text primary key,
    app text not null,
    url text not null,
    config text not null,
    registered_at timestamptz not null default now()
  );

  create table jobs_engine.event (
    seq bigserial primary key,
    id text not null unique,
    name text not null,
    body text not null,
    received_at timestamptz not null default now(),
    routed_at timestamptz,
    failures int not null default 0,
    error text
  );
  create index event_unrouted on jobs_engine.event (seq) where routed_at is null;
  create index event_age on jobs_engine.event (received_at);

  create table jobs_engine.run (
    id text primary key,
    function_id text not null,
    status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
    events text not null,
    request_version int not null default -1,
    slots text[] not null default '{}',
    priority int not null default 0,
    singleton_key text,
    parent_run text,
    parent_step text,
    replay_of text,
    output text,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz
  );
  create index run_live on jobs_engine.run (function_id, singleton_key) where status = 'running';
  create index run_by_function on jobs_engine.run (function_id, id desc);
  create index run_by_status on jobs_engine.run (status, id desc);
  create index run_ended on jobs_engine.run (ended_at) where ended_at is not null;

  create table jobs_engine.step (
    run_id text not null references jobs_engine.run on delete cascade,
    id text not null,
    name text not null,
    op text not null,
    parallel_mode text,
    result text,
    finished_order bigint,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (run_id, id)
  );

  create table jobs_engine.attempt_error (
    id bigserial primary key,
    run_id text not null references jobs_engine.run on delete cascade,
    step_name text not null,
    attempt int not null,
    error text not null,
    at timestamptz not null default now()
  );
  create index attempt_error_of_run on jobs_engine.attempt_error (run_id);

  create table jobs_engine.wait (
    run_id text not null references jobs_engine.run on delete cascade,
    step_id text not null,
    purpose text not null check (purpose in ('step', 'cancel')),
    event_name text not null,
    expression text,
    expires_at timestamptz,
    primary key (run_id, step_id)
  );
  create index wait_for_event on jobs_engine.wait (event_name);

  create table jobs_engine.state (
    key text primary key,
    value text,
    expires_at timestamptz
  );
  create index state_age on jobs_engine.state (expires_at) where expires_at is not null;

  create table jobs_engine.job (
    id bigserial primary key,
    key text not null unique,
    kind text not null,
    run_id text,
    step_id text,
    data text,
    attempt int not null default 0,
    slots text[] not null default '{}',
    run_at timestamptz not null,
    sort_at timestamptz not null,
    again_at timestamptz,
    owner int,
    lease bigint,
    leased_until timestamptz,
    unreachable int not null default 0,
    broken int not null default 0,
    errors int not null default 0
  );
  create index job_due on jobs_engine.job (run_at) where owner is null;
  create index job_order on jobs_engine.job (sort_at, id) where owner is null;
  create index job_owned on jobs_engine.job (owner) where owner is not null;
  create index job_of_run on jobs_engine.job (run_id);
  `,
];
