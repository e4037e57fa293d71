import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, workspaces } from "@/db/schema";
import { accountQuery } from "@/lib/core/query";
import { currentUser } from "../current-user";
import type { MyWorkspace } from "../views";

/** The workspaces of the signed-in person; archived ones only for admins, who can restore them. */
export const listMyWorkspaces = accountQuery({
  name: "workspaces.listMine",
  permission: "own",
  input: z.object({}),
  async read(ctx): Promise<MyWorkspace[]> {
    const user = await currentUser(ctx);
    return ctx.tx
      .select({
        slug: workspaces.slug,
        name: workspaces.name,
        role: memberships.role,
        archived: sql<boolean>`${workspaces.archivedAt} is not null`,
        members: sql<number>`(select count(*)::int from memberships m
          where m.workspace_id = ${workspaces.id} and m.removed_at is null)`,
      })
      .from(memberships)
      .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
      .where(
        and(
          eq(memberships.userId, user.id),
          isNull(memberships.removedAt),
          or(isNull(workspaces.archivedAt), eq(memberships.role, "admin")),
        ),
      )
      .orderBy(asc(workspaces.name), asc(workspaces.slug));
  },
});
