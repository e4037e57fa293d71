import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { memberships, type Role, users } from "@/db/schema";
import { query } from "@/lib/core/query";
import { avatarUrl } from "@/lib/domain/people/avatar-url";
import type { PersonRef } from "@/lib/domain/people/person-ref";

export type Colleague = PersonRef & { role: Role };

/** Whom one can chat with: everybody in the workspace, oneself included, by name. */
export const listPeople = query({
  name: "chats.listPeople",
  permission: "chat:use",
  input: z.object({}),
  async read(ctx): Promise<{ people: Colleague[] }> {
    const rows = await ctx.tx
      .select({ id: users.id, name: users.name, avatar: users.avatarKey, role: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), isNull(memberships.removedAt)))
      .orderBy(asc(sql`lower(${users.name})`), asc(users.id));
    return { people: rows.map((row) => ({ ...row, avatar: avatarUrl(row.avatar) })) };
  },
});
