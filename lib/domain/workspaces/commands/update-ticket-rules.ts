import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { inboxes, workspaces } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { changesOf } from "../changes";
import { inboxChanged, workspaceUpdated } from "../events";
import { ticketRulesInput } from "../input";
import { lockWorkspace } from "../policy";
import { relevantInbox, relevantSettings } from "../settings";

/**
 * Changes what is given of the rules by which tickets close and chats are put away, and leaves the rest.
 * @throws AppError NOT_FOUND for an unknown inbox; INVALID for a warning that would come before its ticket is resolved
 */
export const updateTicketRules = command({
  name: "workspaces.updateTicketRules",
  permission: "ticket-rules:manage",
  input: ticketRulesInput,
  async handle(ctx, { warningInboxIds, ...given }) {
    const found = await lockWorkspace(ctx);
    const after = { ...found, ...changesOf(found, given)?.after };
    const warns = warningInboxIds ? await setWarnings(ctx, warningInboxIds) : await anyWarns(ctx);
    if (warns && after.closeWarningDays >= after.closeResolvedAfterDays) {
      throw invalid("closeWarningDays", "too_high", { limit: after.closeResolvedAfterDays - 1 });
    }
    const changes = changesOf(found, given);
    if (!changes) return;
    await ctx.tx
      .update(workspaces)
      .set({ ...changes.after, updatedAt: sql`now()` })
      .where(eq(workspaces.id, ctx.workspaceId));
    ctx.emit(workspaceUpdated, ctx.workspaceId, {
      before: relevantSettings(found),
      after: relevantSettings({ ...found, ...changes.after }),
    });
    await ctx.audit({
      action: "workspace.updated",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      ...changes,
    });
  },
});

const openInboxes = (ctx: Context) =>
  and(eq(inboxes.workspaceId, ctx.workspaceId), isNull(inboxes.archivedAt));

async function anyWarns(ctx: Context): Promise<boolean> {
  return (await ctx.tx.$count(inboxes, and(openInboxes(ctx), eq(inboxes.warnsBeforeClosing, true)))) > 0;
}

/** @returns whether any customers are warned */
async function setWarnings(ctx: Context, wanted: string[]): Promise<boolean> {
  const ids = new Set(wanted.map((id) => id.toLowerCase()));
  const all = await ctx.tx.select().from(inboxes).where(openInboxes(ctx)).orderBy(inboxes.id);
  if ([...ids].some((id) => !all.some((inbox) => inbox.id === id))) throw notFound();
  for (const inbox of all) {
    const warnsBeforeClosing = ids.has(inbox.id);
    const [changed] = await ctx.tx
      .update(inboxes)
      .set({ warnsBeforeClosing, updatedAt: sql`now()` })
      .where(
        and(openInboxes(ctx), eq(inboxes.id, inbox.id), ne(inboxes.warnsBeforeClosing, warnsBeforeClosing)),
      )
      .returning();
    if (!changed) continue;
    const [before, after] = [relevantInbox(inbox), relevantInbox(changed)];
    ctx.emit(inboxChanged, inbox.id, { inboxId: inbox.id, before, after });
    await ctx.audit({
      action: "inbox.changed",
      subjectType: "inbox",
      subjectId: inbox.id,
      before: { name: inbox.name, warnsBeforeClosing: before.warnsBeforeClosing },
      after: { name: inbox.name, warnsBeforeClosing },
    });
  }
  return ids.size > 0;
}
