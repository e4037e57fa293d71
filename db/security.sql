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

-- Text search operators are not leakproof, so under a policy they would lose their index. These narrow functions
-- filter by the transaction's workspace themselves and return ids only; callers join them through their policy.

-- Words as somebody typed them. The Russian configuration stems Latin words in English, so one serves both languages.
create or replace function typed_words(typed text) returns tsquery
language sql immutable
set search_path = pg_catalog, public
as $$ select websearch_to_tsquery('russian', translate(typed, 'ёЁ', 'еЕ')) $$;

-- Beginnings of names and addresses. As they stand, since an address is one word to the index; and taken apart as the
-- index takes them, since "12e3a" is two.
create or replace function typed_names(prefixes text) returns tsquery
language sql immutable
set search_path = pg_catalog, public
as $$ select prefixes::tsquery || to_tsquery('simple', prefixes) $$;

drop function if exists search_support_chats(text, integer);
create or replace function search_support_chats(query text, prefixes text, most integer)
returns table (chat_id uuid)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  with here as (
    select nullif(current_setting('app.workspace_id', true), '')::uuid as id,
           typed_words(query) as words,
           typed_names(prefixes) as names
  ),
  found as (
    (select m.chat_id from messages m
       join chats c on c.workspace_id = m.workspace_id and c.id = m.chat_id and c.kind = 'support', here
     where m.workspace_id = here.id and m.deleted_at is null and m.search @@ here.words limit most)
    union
    (select t.chat_id from tasks t, here
     where t.workspace_id = here.id and t.type = 'ticket' and t.search @@ here.words limit most)
    union
    (select t.chat_id from customers c
       join tasks t on t.workspace_id = c.workspace_id and t.customer_id = coalesce(c.known_as, c.id), here
     where c.workspace_id = here.id and c.search @@ here.names limit most)
  )
  select found.chat_id from found where found.chat_id is not null
$$;
revoke all on function search_support_chats(text, text, integer) from public;
grant execute on function search_support_chats(text, text, integer) to flowra_app;

-- Chats by the title of their task or the name of their customer.
create or replace function search_named_chats(query text, prefixes text, most integer)
returns table (chat_id uuid)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  with here as (
    select nullif(current_setting('app.workspace_id', true), '')::uuid as id,
           typed_words(query) as words,
           typed_names(prefixes) as names
  ),
  found as (
    (select t.chat_id from tasks t, here
     where t.workspace_id = here.id and t.search @@ here.words order by t.last_activity_at desc limit most)
    union
    (select t.chat_id from customers c
       join tasks t on t.workspace_id = c.workspace_id and t.customer_id = coalesce(c.known_as, c.id), here
     where c.workspace_id = here.id and c.search @@ here.names order by t.last_activity_at desc limit most)
  )
  select found.chat_id from found where found.chat_id is not null
$$;
revoke all on function search_named_chats(text, text, integer) from public;
grant execute on function search_named_chats(text, text, integer) to flowra_app;

-- Messages and notes, newest first by id. Planned anew for each search: a word of half of all messages is found by
-- going back through them, a rare one by its index.
create or replace function search_messages(
  words text, before uuid, most integer, chats uuid[], members uuid[], customers uuid[],
  since timestamptz, until timestamptz, with_files boolean)
returns table (message_id uuid, chat_id uuid)
language plpgsql stable security definer
set search_path = pg_catalog, public
as $$
declare
  here constant uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
begin
  return query execute
    'select m.id, m.chat_id from messages m
     where m.workspace_id = $1 and m.kind in (''message'', ''note'') and m.deleted_at is null'
    || case when words <> '' then ' and m.search @@ typed_words($2)' else '' end
    || case when before is not null then ' and m.id < $3' else '' end
    || case when chats is not null then ' and m.chat_id = any($5)' else '' end
    || case when members <> '{}' and customers <> '{}'
         then ' and (m.author_user_id = any($6) or m.author_customer_id = any($9))'
       -- Of one member there is an index in the order of the answer, and only an equation uses it.
       when array_length(members, 1) = 1 and customers = '{}' then ' and m.author_user_id = $6[1]'
       when members is not null and customers = '{}' then ' and m.author_user_id = any($6)'
       -- A customer writes in their own chats only, and those have an index.
       when customers is not null then
         ' and m.author_customer_id = any($9) and m.chat_id in (
            select c.id from chats c where c.workspace_id = $1 and c.customer_id = any($9))'
       else '' end
    || case when since is not null then ' and m.created_at >= $7' else '' end
    || case when until is not null then ' and m.created_at < $8' else '' end
    || case when with_files then
         ' and exists (select from files f where f.workspace_id = m.workspace_id and f.message_id = m.id)' else '' end
    || ' order by m.id desc limit $4'
  using here, words, before, most, chats, members, since, until, customers;
end $$;
revoke all on function search_messages(text, uuid, integer, uuid[], uuid[], uuid[], timestamptz, timestamptz, boolean) from public;
grant execute on function search_messages(text, uuid, integer, uuid[], uuid[], uuid[], timestamptz, timestamptz, boolean) to flowra_app;

-- Customers by name, address and what is noted of them; who was merged is answered as whom the team knows them as.
create or replace function search_customers(prefixes text, most integer)
returns table (customer_id uuid)
language sql stable security definer
set search_path = pg_catalog, public
as $$
  select coalesce(c.known_as, c.id) from customers c
  where c.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
    and c.search @@ typed_names(prefixes)
  limit most
$$;
revoke all on function search_customers(text, integer) from public;
grant execute on function search_customers(text, integer) to flowra_app;
