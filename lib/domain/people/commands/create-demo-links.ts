import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { accountTokens, inboxes, memberships, type Role, users, workspaces } from "@/db/schema";
import { inTransaction } from "@/lib/core/transaction";
import { env } from "@/lib/env";
import { issueLink } from "../links";

export type DemoLinks = {
  people: { name: string; role: Role; address: string }[];
  /** The public chat page of the demo's first inbox. */
  chatPage: string | null;
};

/**
 * Sign-in links of the demo workspace's people, which work until the next start; null without demo mode or demo.
 * For whoever runs the server: no door leads here.
 */
export async function createDemoLinks(slug = "demo"): Promise<DemoLinks | null> {
  if (!env().FLOWRA_DEMO) return null;
  return inTransaction("system", async (tx) => {
    await tx.delete(accountTokens).where(eq(accountTokens.purpose, "demo"));
    const members = await tx
      .select({ id: users.id, name: users.name, email: users.email, role: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
      .where(and(eq(workspaces.slug, slug), isNull(workspaces.archivedAt), isNull(memberships.removedAt)))
      .orderBy(
        sql`array_position(array['admin', 'manager', 'agent', 'user'], ${memberships.role})`,
        asc(users.name),
      )
      .limit(12);
    if (members.length === 0) return null;
    const people = [];
    for (const { id, name, email, role } of members) {
      const { address } = await issueLink(tx, { purpose: "demo", email, userId: id });
      people.push({ name, role, address });
    }
    const [inbox] = await tx
      .select({ key: inboxes.publicKey })
      .from(inboxes)
      .innerJoin(workspaces, eq(workspaces.id, inboxes.workspaceId))
      .where(and(eq(workspaces.slug, slug), isNull(inboxes.archivedAt)))
      .orderBy(asc(inboxes.createdAt), asc(inboxes.id))
      .limit(1);
    return { people, chatPage: inbox ? `${env().FLOWRA_URL}/c/${inbox.key}` : null };
  });
}
