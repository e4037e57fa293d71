import { and, desc, eq, ilike, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { auditLog, users } from "@/db/schema";
import { query } from "@/lib/core/query";
import { auditFilter } from "../input";
import type { AuditLine } from "../views";

export const auditPage = 200;
const actors = alias(users, "actors");
const subjects = alias(users, "subjects");

/** What was done in the workspace, newest first, a page at a time. */
export const listAuditLog = query({
  name: "workspaces.listAuditLog",
  permission: "workspace:audit",
  input: auditFilter,
  async read(ctx, { action, after }): Promise<{ lines: AuditLine[]; more: boolean }> {
    const rows = await ctx.tx
      .select({
        id: auditLog.id,
        at: auditLog.createdAt,
        action: auditLog.action,
        actorKind: auditLog.actorKind,
        actorName: actors.name,
        subjectType: auditLog.subjectType,
        subjectId: auditLog.subjectId,
        subjectName: subjects.name,
        before: auditLog.before,
        after: auditLog.after,
        ip: auditLog.ip,
      })
      .from(auditLog)
      .leftJoin(actors, and(eq(auditLog.actorKind, "member"), sql`${actors.id}::text = ${auditLog.actorId}`))
      .leftJoin(
        subjects,
        and(eq(auditLog.subjectType, "member"), sql`${subjects.id}::text = ${auditLog.subjectId}`),
      )
      .where(
        and(
          eq(auditLog.workspaceId, ctx.workspaceId),
          action ? ilike(auditLog.action, `%${action.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
          after
            ? sql`(${auditLog.createdAt}, ${auditLog.id}) < (select a.created_at, a.id from audit_log a
              where a.workspace_id = ${ctx.workspaceId} and a.id = ${after})`
            : undefined,
        ),
      )
      .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
      .limit(auditPage + 1);
    const lines = rows.slice(0, auditPage).map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      actor: { kind: row.actorKind, name: row.actorName },
      subject: { type: row.subjectType, id: row.subjectId, name: row.subjectName },
      before: row.before,
      after: row.after,
      ip: row.ip,
    }));
    return { lines, more: rows.length > auditPage };
  },
});
