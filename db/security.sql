-- Applied after every migration, safe to repeat: roles, grants, and row-level security on whatever carries a
-- workspace_id. A new tenant table is walled off without anybody having to remember it.

-- flowra_app serves people's requests and sees one workspace, named by `app.workspace_id` in the transaction.
-- flowra_system serves sign-in, outbox and sweeps over all workspaces. Neither owns anything or can log in.
do $$
begin
  -- Roles belong to the whole cluster: several databases may migrate at once.
  perform pg_advisory_xact_lock(7401);
  if not exists (select from pg_roles where rolname = 'flowra_app') then
    create role flowra_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'flowra_system') then
    create role flowra_system nologin;
  end if;
  -- 'set', not 'member': who creates a role is a member at once, but without the right to act as it.
  if not pg_has_role(current_user, 'flowra_app', 'set') then
    execute format('grant flowra_app to %I', current_user);
  end if;
  if not pg_has_role(current_user, 'flowra_system', 'set') then
    execute format('grant flowra_system to %I', current_user);
  end if;
end $$;

grant usage on schema public to flowra_app, flowra_system;
grant select, insert, update, delete on all tables in schema public to flowra_system;

do $$
declare
  t record;
begin
  for t in
    select c.oid, c.relname
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  loop
    execute format('alter table %I enable row level security', t.relname);
    execute format('grant select, insert, update, delete on %I to flowra_app', t.relname);
    execute format('drop policy if exists own_workspace on %I', t.relname);
    execute format(
      'create policy own_workspace on %I to flowra_app
         using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))
         with check (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))',
      t.relname);
    execute format('drop policy if exists every_workspace on %I', t.relname);
    execute format('create policy every_workspace on %I to flowra_system using (true) with check (true)', t.relname);
  end loop;
end $$;

-- The workspace itself is a tenant row under another name.
alter table workspaces enable row level security;
grant select, update on workspaces to flowra_app;
drop policy if exists own_workspace on workspaces;
create policy own_workspace on workspaces to flowra_app
  using (id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
drop policy if exists every_workspace on workspaces;
create policy every_workspace on workspaces to flowra_system using (true) with check (true);

-- People belong to no tenant; a workspace sees those who are or were its members, and none of their secrets.
alter table users enable row level security;
revoke all on users from flowra_app;
grant select (id, email, name, avatar_key, locale, time_zone) on users to flowra_app;
drop policy if exists own_members on users;
create policy own_members on users for select to flowra_app
  using (exists (
    select from memberships m
    where m.user_id = users.id
      and m.workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid)));
drop policy if exists every_user on users;
create policy every_user on users to flowra_system using (true) with check (true);

-- Text search operators are not leakproof, so under a policy they would lose their index. This narrow function
-- filters by the transaction's workspace itself and returns ids only; callers join them through their policy.
drop function if exists search_support_chats(text, integer);
create or replace function search_support_chats(query text, prefixes text, most integer)
returns table (chat_id uuid)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  with here as (
    select nullif(current_setting('app.workspace_id', true), '')::uuid as id,
           websearch_to_tsquery('english', query) || websearch_to_tsquery('russian', query) as words,
           prefixes::tsquery as names
  ),
  found as (
    (select m.chat_id from messages m
       join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id and c.kind = 'support', here
     where m.workspace_id = here.id and m.deleted_at is null and m.search @@ here.words limit most)
    union
    (select t.chat_id from tasks t, here
     where t.workspace_id = here.id and t.type = 'ticket' and t.search @@ here.words limit most)
    union
    (select t.chat_id from customers c join tasks t on t.workspace_id = c.workspace_id and t.customer_id = c.id, here
     where c.workspace_id = here.id and c.search @@ here.names limit most)
  )
  select found.chat_id from found where found.chat_id is not null
$$;
revoke all on function search_support_chats(text, text, integer) from public;
grant execute on function search_support_chats(text, text, integer) to flowra_app;

create or replace function search_customers(prefixes text, most integer)
returns table (customer_id uuid)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select c.id from customers c
  where c.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and c.search @@ prefixes::tsquery
  limit most
$$;
revoke all on function search_customers(text, integer) from public;
grant execute on function search_customers(text, integer) to flowra_app;
