import {
  and,
  type Column,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { isAnyOf } from "@/db/conditions";
import {
  chats,
  customers,
  inboxes,
  memberships,
  notifications,
  tags,
  taskFieldValues,
  tasks,
  taskTags,
  teams,
  users,
  workspaces,
} from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { type FieldDefinition, fieldTextKey } from "../fields/field-rules";
import { prefixQuery, ticketNumber } from "../search-words";
import { isTagged } from "../tags";
import { readTicketSearch } from "../ticket-search";
import type { FieldFilter } from "./field-filters";
import type { Fitted } from "./fit-place";
import type { Fixed } from "./legs";
import { readQueueSearch } from "./operators";
import type { DayRange, YesNo } from "./place";

/** A search looks through at most this many tickets whose words match, however many do. */
const mostCandidates = 1_000;

/** Which tickets pass the filters; who may see them is the policy's to say. */
export function passing(ctx: Context, { place, fields, found }: Fitted): SQL | undefined {
  const { filters } = place;
  const { status, priority, assignee, team, inbox, tag, customer, waiting, snoozed, created, updated } =
    filters;
  return and(
    status.length > 0 ? inArray(tasks.status, status) : undefined,
    priority.length > 0 ? inArray(tasks.priority, priority) : undefined,
    heldBy(ctx, assignee),
    ofTeam(team),
    inbox.length > 0 ? cameBy(ctx, isAnyOf(inboxes.id, inbox)) : undefined,
    taggedWith(ctx, tag),
    customer.length > 0 ? isAnyOf(tasks.customerId, customer) : undefined,
    isWaiting(waiting),
    isSnoozed(snoozed),
    filters.mentions ? mentioning(ctx) : undefined,
    within(ctx, sql`${tasks.createdAt}`, created),
    within(ctx, sql`${tasks.lastActivityAt}`, updated),
    ...fields.map((field) => inField(ctx, field, filters.fields[field.id], found[field.id])),
    searched(ctx, filters.q),
  );
}

/** What the tickets of a leg have in common. */
export function ofLeg(
  ctx: Context,
  { status, priority, assignee, team, waiting, field }: Fixed,
): SQL | undefined {
  return and(
    status && eq(tasks.status, status),
    priority && eq(tasks.priority, priority),
    assignee === undefined ? undefined : is(tasks.assigneeUserId, assignee),
    team === undefined ? undefined : is(tasks.teamId, team),
    waiting === undefined ? undefined : isWaiting(waiting ? "yes" : "no"),
    field && hasInField(ctx, field),
  );
}

/** Of legs that are about a custom field: its values stand beside the tickets as `task_field_values`, unless there are none. */
function hasInField(ctx: Context, { id, is: what }: NonNullable<Fixed["field"]>): SQL | undefined {
  const { workspaceId, taskId, fieldId, optionId, userId } = taskFieldValues;
  if (what === null) {
    return sql`not exists (select from ${taskFieldValues}
      where ${workspaceId} = ${ctx.workspaceId} and ${fieldId} = ${id} and ${taskId} = ${tasks.id})`;
  }
  return and(
    eq(workspaceId, ctx.workspaceId),
    eq(fieldId, id),
    what !== "any" && "option" in what ? eq(optionId, what.option) : undefined,
    what !== "any" && "member" in what ? eq(userId, what.member) : undefined,
  );
}

const is = (column: typeof tasks.assigneeUserId | typeof tasks.teamId, id: string | null) =>
  id === null ? isNull(column) : eq(column, id);

const me = ({ actor }: Context) => (actor.kind === "member" ? actor.userId : null);

function heldBy(ctx: Context, values: readonly string[]): SQL | undefined {
  if (values.length === 0) return undefined;
  const ids = values.flatMap((value) =>
    value === "nobody" ? [] : value === "me" ? (me(ctx) ?? []) : [value],
  );
  return or(
    ids.length > 0 ? isAnyOf(tasks.assigneeUserId, ids) : undefined,
    values.includes("nobody") ? isNull(tasks.assigneeUserId) : undefined,
  );
}

function ofTeam(values: readonly string[]): SQL | undefined {
  if (values.length === 0) return undefined;
  const ids = values.filter((value) => value !== "none");
  return or(
    ids.length > 0 ? isAnyOf(tasks.teamId, ids) : undefined,
    values.includes("none") ? isNull(tasks.teamId) : undefined,
  );
}

function taggedWith(ctx: Context, values: readonly string[]): SQL | undefined {
  if (values.length === 0) return undefined;
  const ids = values.filter((value) => value !== "none");
  const having = (which?: SQL) => sql`${tasks.id} in (select ${taskTags.taskId} from ${taskTags}
    join ${tags} on ${tags.workspaceId} = ${taskTags.workspaceId} and ${tags.id} = ${taskTags.tagId}
    where ${and(eq(taskTags.workspaceId, ctx.workspaceId), isNull(tags.goneAt), which)})`;
  return or(
    ids.length > 0 ? having(isAnyOf(taskTags.tagId, ids)) : undefined,
    values.includes("none") ? not(having()) : undefined,
  );
}

/** What a ticket has in a custom field; see `passesField`. */
function inField(
  ctx: Context,
  field: FieldDefinition,
  filter: FieldFilter | undefined,
  found: readonly string[] | undefined,
): SQL | undefined {
  if (!filter) return undefined;
  if (found) return isAnyOf(tasks.id, found);
  const having = (which?: SQL) => sql`${tasks.id} in (select ${taskFieldValues.taskId} from ${taskFieldValues}
    where ${and(eq(taskFieldValues.workspaceId, ctx.workspaceId), eq(taskFieldValues.fieldId, field.id), which)})`;
  switch (filter.kind) {
    case "ticked":
      return filter.ticked ? having() : not(having());
    case "oneOf": {
      const column = field.type === "person" ? taskFieldValues.userId : taskFieldValues.optionId;
      const ids = filter.values.flatMap((value) =>
        value === "none" ? [] : value === "me" ? (me(ctx) ?? []) : [value],
      );
      return or(
        ids.length > 0 ? having(isAnyOf(column, ids)) : undefined,
        filter.values.includes("none") ? not(having()) : undefined,
      );
    }
    case "text": {
      const key = fieldTextKey(filter.text);
      return having(
        filter.how === "is"
          ? eq(taskFieldValues.textKey, key)
          : sql`strpos(${taskFieldValues.textKey}, ${key}) > 0`,
      );
    }
    case "days":
      return having(between(taskFieldValues.dateValue, filter));
    case "numbers":
      return having(between(taskFieldValues.numberValue, filter));
  }
}

const between = (
  column: Column,
  { from, to }: { from: string | number | null; to: string | number | null },
) =>
  and(
    isNotNull(column),
    from === null ? undefined : gte(column, from),
    to === null ? undefined : lte(column, to),
  );

const cameBy = (ctx: Context, which: SQL) => sql`exists (select from ${chats} join ${inboxes}
  on ${inboxes.workspaceId} = ${chats.workspaceId} and ${inboxes.id} = ${chats.inboxId}
  where ${chats.workspaceId} = ${ctx.workspaceId} and ${chats.id} = ${tasks.chatId} and ${which})`;

function isWaiting(value: YesNo | null): SQL | undefined {
  if (value === null) return undefined;
  return value === "yes" ? isNotNull(tasks.waitingSince) : isNull(tasks.waitingSince);
}

function isSnoozed(value: YesNo | null): SQL | undefined {
  if (value === null) return undefined;
  return value === "yes"
    ? sql`${tasks.snoozedUntil} > now()`
    : sql`(${tasks.snoozedUntil} is null or ${tasks.snoozedUntil} <= now())`;
}

const mentioning = (
  ctx: Context,
) => sql`${tasks.chatId} in (select ${notifications.chatId} from ${notifications}
  where ${notifications.workspaceId} = ${ctx.workspaceId} and ${notifications.userId} = ${me(ctx)}::uuid
    and ${notifications.kind} = 'mention')`;

/** Days begin and end by the workspace's clock. */
function within(ctx: Context, at: SQL, { from, to }: DayRange): SQL | undefined {
  const zone = sql`(select ${workspaces.timeZone} from ${workspaces} where ${workspaces.id} = ${ctx.workspaceId})`;
  const start = (day: string, days: number) =>
    sql`((${day}::date + ${days}::int)::timestamp at time zone ${zone})`;
  return and(
    from ? sql`${at} >= ${start(from, 0)}` : undefined,
    to ? sql`${at} < ${start(to, 1)}` : undefined,
  );
}

/** What was typed: every operator narrows, several values of one widen it again. */
function searched(ctx: Context, typed: string): SQL | undefined {
  if (typed.trim() === "") return undefined;
  const { words, tagged, untagged } = readTicketSearch(typed);
  const found = readQueueSearch(words);
  const people = found.assignee.filter((name) => !isMe(name) && !isNobody(name));
  return and(
    found.status.length > 0 ? inArray(tasks.status, found.status) : undefined,
    found.priority.length > 0 ? inArray(tasks.priority, found.priority) : undefined,
    found.assignee.length > 0
      ? or(
          found.assignee.some(isMe) ? eq(tasks.assigneeUserId, me(ctx)!) : undefined,
          found.assignee.some(isNobody) ? isNull(tasks.assigneeUserId) : undefined,
          people.length > 0
            ? sql`${tasks.assigneeUserId} in (select ${memberships.userId} from ${memberships}
                join ${users} on ${users.id} = ${memberships.userId}
                where ${memberships.workspaceId} = ${ctx.workspaceId} and ${namedLike(sql`${users.name}`, people)})`
            : undefined,
        )
      : undefined,
    found.team.length > 0
      ? or(
          found.team.some(isNobody) ? isNull(tasks.teamId) : undefined,
          sql`${tasks.teamId} in (select ${teams.id} from ${teams} where ${teams.workspaceId} = ${ctx.workspaceId}
            and ${namedLike(sql`${teams.name}`, found.team)})`,
        )
      : undefined,
    found.inbox.length > 0 ? cameBy(ctx, namedLike(sql`${inboxes.name}`, found.inbox)) : undefined,
    found.customer.length > 0 ? or(...found.customer.map((name) => ofCustomer(ctx, name))) : undefined,
    isWaiting(found.waiting),
    isSnoozed(found.snoozed),
    within(ctx, sql`${tasks.lastActivityAt}`, { from: null, to: dayBefore(found.before) }),
    within(ctx, sql`${tasks.lastActivityAt}`, { from: dayAfter(found.after), to: null }),
    ofTags(ctx, tagged, untagged),
    worded(found.words),
  );
}

const isMe = (name: string) => /^(me|я)$/i.test(name);
const isNobody = (name: string) => /^(nobody|none|никто|нет)$/i.test(name);

/** Days of messages before it, and of days after it, as in the other searches. */
const dayBefore = (day: string | null) => shifted(day, -1);
const dayAfter = (day: string | null) => shifted(day, 1);
const shifted = (day: string | null, days: number) =>
  day && new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** A name one of whose words begins so. */
function namedLike(column: SQL, names: readonly string[]): SQL {
  const starts = names.map((name) => name.replace(/[\\%_]/g, "\\$&"));
  return or(
    ...starts.map((start) => sql`(${column} ilike ${`${start}%`} or ${column} ilike ${`% ${start}%`})`),
  )!;
}

function ofCustomer(ctx: Context, name: string): SQL {
  const prefixes = prefixQuery(name);
  if (!prefixes) return sql`false`;
  return sql`${tasks.customerId} in (select ${customers.id} from ${customers}
    where ${customers.workspaceId} = ${ctx.workspaceId}
      and ${customers.id} in (select customer_id from search_customers(${prefixes}, ${mostCandidates})))`;
}

/** What lists of tickets are searched for: words of titles, messages and names, a number, and tags. */
export function matching(ctx: Context, typed: string): SQL | undefined {
  const { words, tagged, untagged } = readTicketSearch(typed);
  return and(worded(words), ofTags(ctx, tagged, untagged));
}

const ofTags = (ctx: Context, tagged: readonly string[], untagged: readonly string[]) =>
  and(...tagged.map((name) => isTagged(ctx, name)), ...untagged.map((name) => not(isTagged(ctx, name))));

function worded(typed: string): SQL | undefined {
  if (typed.trim() === "") return undefined;
  const number = ticketNumber(typed);
  const prefixes = prefixQuery(typed);
  const words = prefixes
    ? sql`${tasks.chatId} in (select chat_id from search_support_chats(${typed}, ${prefixes}, ${mostCandidates}))`
    : sql`false`;
  return number === null ? words : or(eq(tasks.number, number), words);
}
