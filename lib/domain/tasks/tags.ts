import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { tags, tasks, taskTags } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { conflict, forbidden, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { tagChanged } from "./events";
import { mostTags, nextColor, type TagColor, type TagRef, tagKey } from "./tag-rules";

/** The tags of a row of `tasks`, by name. */
export const tagsOfTask = sql<TagRef[]>`coalesce((
  select json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color) order by g.key)
  from task_tags k join tags g on g.workspace_id = k.workspace_id and g.id = k.tag_id
  where k.workspace_id = ${tasks.workspaceId} and k.task_id = ${tasks.id} and g.gone_at is null), '[]')`;

/** Which rows of `tasks` have a tag of that name. */
export const isTagged = (ctx: Context, name: string): SQL => sql`${tasks.id} in (
  select k.task_id from task_tags k join tags g on g.workspace_id = k.workspace_id and g.id = k.tag_id
  where k.workspace_id = ${ctx.workspaceId} and g.key = ${tagKey(name)} and g.gone_at is null)`;

export const tagRef = { id: tags.id, name: tags.name, color: tags.color };
const oneOf = (ctx: Context, ids: string[]) =>
  and(eq(tags.workspaceId, ctx.workspaceId), inArray(tags.id, ids));

/** A tag as it is stored, gone or not. */
export type Tag = TagRef & { goneAt: Date | null; mergedInto: string | null };
const columns = { ...tagRef, goneAt: tags.goneAt, mergedInto: tags.mergedInto };

/**
 * A tag that is to be changed, locked until the transaction ends; tags come after tasks. Whoever is just tagging with
 * it is waited for. @throws AppError NOT_FOUND
 */
export async function lockTag(ctx: Context, tagId: string): Promise<Tag> {
  const [tag] = await ctx.tx
    .select(columns)
    .from(tags)
    .where(oneOf(ctx, [tagId]))
    .for("update");
  if (!tag) throw notFound();
  return tag;
}

/** As `lockTag`, of one that is not gone. @throws AppError NOT_FOUND */
export async function lockLiveTag(ctx: Context, tagId: string): Promise<Tag> {
  const tag = await lockTag(ctx, tagId);
  if (tag.goneAt) throw notFound();
  return tag;
}

/**
 * The tags of these ids, which stay what they are until the transaction ends; of a merged one that which it became,
 * and of a deleted one nothing. @throws AppError INVALID that names the field, for an id that was never a tag
 */
export async function tagsMeant(
  ctx: Context,
  field: string,
  ids: string[],
): Promise<(id: string) => TagRef | null> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const found = await shared(ctx, wanted);
  if (found.length < wanted.length) throw invalid(field, "unknown_tag");
  const became = found.flatMap(({ mergedInto }) => mergedInto ?? []);
  const all = new Map([...found, ...(await shared(ctx, [...new Set(became)]))].map((tag) => [tag.id, tag]));
  return (id) => {
    const tag = all.get(id.toLowerCase());
    const now = tag?.mergedInto ? all.get(tag.mergedInto) : tag;
    return now && !now.goneAt ? toRef(now) : null;
  };
}

const toRef = ({ id, name, color }: TagRef): TagRef => ({ id, name, color });

async function shared(ctx: Context, ids: string[]): Promise<Tag[]> {
  if (ids.length === 0) return [];
  // Several at once always in one order.
  return ctx.tx.select(columns).from(tags).where(oneOf(ctx, ids)).orderBy(asc(tags.id)).for("share");
}

/** The tags that are called so. @returns null in the place of a name that no tag has */
export async function tagsCalled(ctx: Context, names: string[]): Promise<(TagRef | null)[]> {
  if (names.length === 0) return [];
  const keys = names.map(tagKey);
  const found = await ctx.tx
    .select({ ...tagRef, key: tags.key })
    .from(tags)
    .where(and(eq(tags.workspaceId, ctx.workspaceId), inArray(tags.key, keys), isNull(tags.goneAt)))
    .orderBy(asc(tags.id))
    .for("share");
  return keys.map((key) => {
    const tag = found.find((one) => one.key === key);
    return tag ? toRef(tag) : null;
  });
}

/**
 * The tags that are called so, made where there are none: of two who make the same at once both get one.
 * @throws AppError FORBIDDEN for who may only use those that there are; CONFLICT when there are very many
 */
export async function tagsFoundOrMade(ctx: Context, names: string[]): Promise<TagRef[]> {
  const found = await tagsCalled(ctx, names);
  const missing = names.filter((_, index) => !found[index]);
  if (missing.length === 0) return found as TagRef[];
  for (const name of missing) await insertTag(ctx, name, null);
  const all = await tagsCalled(ctx, names);
  return all.filter((tag) => tag !== null);
}

/** Makes a tag unless one is called so. @param wanted null: it gets a colour that few have @throws AppError FORBIDDEN; CONFLICT when there are very many */
export async function insertTag(ctx: Context, name: string, wanted: TagColor | null): Promise<TagRef | null> {
  if (!ctx.can("tag:create")) throw forbidden();
  const others = await ctx.tx
    .select({ color: tags.color })
    .from(tags)
    .where(and(eq(tags.workspaceId, ctx.workspaceId), isNull(tags.goneAt)));
  if (others.length >= mostTags) throw conflict("too_many_tags", { limit: mostTags });
  const color = wanted ?? nextColor(others.map((other) => other.color));
  const tag = { id: newId(), name, color };
  const [made] = await ctx.tx
    .insert(tags)
    .values({ ...tag, workspaceId: ctx.workspaceId, key: tagKey(name) })
    .onConflictDoNothing()
    .returning({ id: tags.id });
  if (!made) return null;
  await record(ctx, "tag.created", tag.id, null, { name, color });
  return tag;
}

type Facts = { name: string; color: TagColor; mergedInto?: string };

/** Tells screens and the audit log what became of a tag; null: it is not there. */
export async function record(
  ctx: Context,
  action: "tag.created" | "tag.changed" | "tag.deleted" | "tag.merged" | "tag.restored",
  tagId: string,
  before: Facts | null,
  after: Facts | null,
): Promise<void> {
  ctx.emit(tagChanged, tagId, { tagId, before, after });
  await ctx.audit({ action, subjectType: "tag", subjectId: tagId, before, after });
}

/** The tags that a task has. */
export async function tagsOf(ctx: Context, taskId: string): Promise<TagRef[]> {
  return ctx.tx
    .select(tagRef)
    .from(taskTags)
    .innerJoin(tags, and(eq(tags.workspaceId, taskTags.workspaceId), eq(tags.id, taskTags.tagId)))
    .where(and(eq(taskTags.workspaceId, ctx.workspaceId), eq(taskTags.taskId, taskId), isNull(tags.goneAt)))
    .orderBy(asc(tags.key));
}
