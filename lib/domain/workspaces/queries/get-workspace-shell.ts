import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, notifications, users, workspaces } from "@/db/schema";
import { allPermissions } from "@/lib/auth/permissions";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { unreadChatIds } from "@/lib/domain/chats/queries/list-unread-chats";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import { memberActor } from "../policy";
import type { WorkspaceShell } from "../views";

/** What the frame around members' pages shows. */
export const getWorkspaceShell = query({
  name: "workspaces.getShell",
  permission: "workspace:read",
  // The switcher names the person's other workspaces, which a connection of this one can't see.
  pool: "system",
  input: z.object({}),
  async read(ctx): Promise<WorkspaceShell> {
    const { userId, role } = memberActor(ctx);
    const own = and(eq(memberships.userId, userId), isNull(memberships.removedAt));
    const rows = await ctx.tx
      .select({
        id: workspaces.id,
        slug: workspaces.slug,
        name: workspaces.name,
        timeZone: workspaces.timeZone,
        available: memberships.available,
        person: users.name,
        email: users.email,
        avatarKey: users.avatarKey,
        theme: users.theme,
        shortcuts: sql<WorkspaceShell["shortcuts"]>`${users.shortcuts}`,
      })
      .from(memberships)
      .innerJoin(workspaces, and(eq(workspaces.id, memberships.workspaceId), isNull(workspaces.archivedAt)))
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(own)
      .orderBy(asc(workspaces.name), asc(workspaces.slug));
    const here = rows.find((row) => row.id === ctx.workspaceId);
    if (!here) throw notFound();
    const [{ unread } = { unread: 0 }] = await ctx.tx
      .select({ unread: sql<number>`count(*)::int` })
      .from(notifications)
      .where(
        and(
          eq(notifications.workspaceId, ctx.workspaceId),
          eq(notifications.userId, userId),
          isNull(notifications.readAt),
        ),
      );
    return {
      workspace: { id: here.id, slug: here.slug, name: here.name, timeZone: here.timeZone },
      user: { id: userId, name: here.person, email: here.email, avatar: avatarUrl(here.avatarKey) },
      theme: here.theme,
      shortcuts: here.shortcuts,
      role,
      permissions: allPermissions.filter((permission) => ctx.can(permission)),
      available: here.available,
      workspaces: rows.map(({ slug, name }) => ({ slug, name })),
      unreadNotifications: unread,
      unreadChats: await unreadChatIds(ctx),
    };
  },
});
