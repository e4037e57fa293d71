import { desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { invitations, users } from "@/db/schema";
import { mayGrant } from "@/lib/auth/permissions";
import { query } from "@/lib/core/query";
import { openInvitations, stateOf } from "../invitation-state";
import { memberActor } from "../policy";
import type { Invitation } from "../views";

/** Invitations that nobody has used yet, newest first; those whose term is over can be sent again. */
export const listInvitations = query({
  name: "workspaces.listInvitations",
  permission: "member:manage",
  input: z.object({}),
  async read(ctx): Promise<Invitation[]> {
    const { role: own } = memberActor(ctx);
    const rows = await ctx.tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        expiresAt: invitations.expiresAt,
        acceptedAt: invitations.acceptedAt,
        revokedAt: invitations.revokedAt,
        invitedBy: users.name,
        teams: sql<string[]>`coalesce((select array_agg(t.name order by t.name) from teams t
          where t.workspace_id = ${invitations.workspaceId} and t.id = any(${invitations.teamIds})), '{}')`,
      })
      .from(invitations)
      .innerJoin(users, eq(users.id, invitations.invitedByUserId))
      .where(openInvitations(ctx))
      .orderBy(desc(invitations.id));
    return rows.map((row) => ({
      id: row.id,
      email: row.email,
      role: row.role,
      teams: row.teams,
      invitedBy: row.invitedBy,
      expiresAt: row.expiresAt.toISOString(),
      expired: stateOf(row) === "expired",
      manageable: mayGrant(own, row.role),
    }));
  },
});
