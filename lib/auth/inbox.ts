import { and, eq, isNull } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { inboxes, workspaces } from "@/db/schema";
import type { WorkspaceId } from "@/lib/core/context";
import { cachedAccess } from "./access-cache";

/** What anybody may know who has the public key of an inbox, and the sites that may frame its chat. */
export type PublicInbox = {
  id: string;
  workspaceId: WorkspaceId;
  name: string;
  greeting: string;
  requireIdentity: boolean;
  workspaceName: string;
  allowedOrigins: string[];
};

/** The inbox of a public address `/c/<key>` (at most 5 s old), or null for an unknown, archived or malformed key. */
export async function findInbox(publicKey: string): Promise<PublicInbox | null> {
  // Every page view asks this, so what can't be a key costs neither a query nor a place in the cache.
  if (!/^[a-z0-9][a-z0-9-]{2,62}$/.test(publicKey)) return null;
  return cachedAccess(`inbox:${publicKey}`, async () => {
    const [row] = await systemDb()
      .select({
        id: inboxes.id,
        workspaceId: inboxes.workspaceId,
        name: inboxes.name,
        greeting: inboxes.greeting,
        requireIdentity: inboxes.requireIdentity,
        workspaceName: workspaces.name,
        allowedOrigins: inboxes.allowedOrigins,
      })
      .from(inboxes)
      .innerJoin(workspaces, eq(workspaces.id, inboxes.workspaceId))
      .where(
        and(eq(inboxes.publicKey, publicKey), isNull(inboxes.archivedAt), isNull(workspaces.archivedAt)),
      );
    return row ? { ...row, workspaceId: row.workspaceId as WorkspaceId } : null;
  });
}
