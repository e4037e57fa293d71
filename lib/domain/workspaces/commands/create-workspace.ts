import { memberships, workspaces } from "@/db/schema";
import { accountCommand } from "@/lib/core/command";
import type { WorkspaceId } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { addInbox } from "../add-inbox";
import { currentUser } from "../current-user";
import { memberJoined } from "../events";
import { createWorkspaceInput } from "../input";
import { newMemberActor } from "../member-actor";
import { isSlug, slugFrom } from "../slug";

/**
 * Makes a workspace with its maker as admin and a first chat page.
 * @throws AppError INVALID naming `slug` when the address is taken, or can't be made from the name
 */
export const createWorkspace = accountCommand({
  name: "workspaces.create",
  permission: "own",
  rateLimit: { points: 10, seconds: 86_400, keys: ({ user }) => [user?.id ?? null] },
  input: createWorkspaceInput,
  async handle(ctx, { name, timeZone, slug = slugFrom(name) }) {
    if (!isSlug(slug)) throw invalid("slug", "slug");
    const maker = await currentUser(ctx);
    const id = newId() as WorkspaceId;
    const made = await ctx.tx
      .insert(workspaces)
      .values({ id, slug, name, timeZone })
      .onConflictDoNothing({ target: workspaces.slug })
      .returning({ id: workspaces.id });
    if (made.length === 0) throw invalid("slug", "taken");
    await ctx.tx.insert(memberships).values({ workspaceId: id, userId: maker.id, role: "admin" });
    const inside = ctx.enter(id, newMemberActor(maker, "admin"));
    const inbox = await addInbox(inside, { name });
    inside.emit(memberJoined, maker.id, { userId: maker.id, after: { role: "admin" } });
    await inside.audit({
      action: "workspace.created",
      subjectType: "workspace",
      subjectId: id,
      after: { slug, name, timeZone },
    });
    return { id, slug, chatKey: inbox.publicKey };
  },
});
