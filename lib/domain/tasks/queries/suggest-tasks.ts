import { and, asc, between, desc, inArray, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tasks, taskTypes } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { visibleTasks } from "@/lib/domain/chats/policy";
import { suggestionsPerMinute } from "@/lib/domain/chats/rate-limits";
import { rankByName } from "@/lib/domain/people/rank-names";
import { prefixQuery, ticketNumber } from "../search-words";
import type { TaskStatus } from "../task-status";
import type { TaskSuggestion } from "../views";

const most = 8;
/** Of each type so many of the latest are looked through for the beginning of a word. */
const recent = 300;
const mostCandidates = 200;

/** Tasks of any type that the caller sees, by the beginning of their number or by words of their title. */
export const suggestTasks = query({
  name: "tasks.suggest",
  permission: "workspace:read",
  rateLimit: suggestionsPerMinute,
  lane: () => "search",
  input: z.object({ q: z.string().trim().min(1).max(100) }),
  async read(ctx, { q }): Promise<{ tasks: TaskSuggestion[] }> {
    const number = ticketNumber(q);
    const rows = await ctx.tx
      .select({
        type: tasks.type,
        number: tasks.number,
        title: tasks.title,
        status: sql<TaskStatus>`${tasks.status}`,
      })
      .from(tasks)
      .where(and(visibleTasks(ctx), number === null ? calledSo(ctx, q) : beginsWith(number)))
      .orderBy(...(number === null ? [desc(tasks.lastActivityAt)] : []), asc(tasks.number))
      .limit(number === null ? mostCandidates : most);
    if (number !== null) return { tasks: rows };
    const fit = new Set(rankByName(rows, q, ({ title }) => [title]));
    // What only another form of the word found comes after what begins with the letters typed.
    return { tasks: [...fit, ...rows.filter((row) => !fit.has(row))].slice(0, most) };
  },
});

/** 14: 14, 140 to 149, 1400 to 1499 … */
function beginsWith(number: number): SQL {
  const ranges: SQL[] = [];
  for (let tens = 1; (number + 1) * tens < 2_147_483_647; tens *= 10) {
    ranges.push(between(tasks.number, number * tens, (number + 1) * tens - 1));
  }
  return or(...ranges)!;
}

function calledSo(ctx: Context, typed: string): SQL {
  const words = typed.split(/\s+/).map((word) => word.replace(/[\\%_]/g, "\\$&"));
  const begun = and(...words.map((word) => sql`(title ilike ${`${word}%`} or title ilike ${`% ${word}%`})`));
  const latest = sql`(select latest.id from unnest(${sql.param([...taskTypes])}::text[]) as kind(type),
    lateral (select id, title from tasks t where t.workspace_id = ${ctx.workspaceId} and t.type = kind.type
      order by t.last_activity_at desc, t.id desc limit ${recent}) latest where ${begun})`;
  const prefixes = prefixQuery(typed);
  const found = prefixes
    ? inArray(
        tasks.chatId,
        sql`(select chat_id from search_named_chats(${typed}, ${prefixes}, ${mostCandidates}))`,
      )
    : undefined;
  return or(inArray(tasks.id, latest), found)!;
}
