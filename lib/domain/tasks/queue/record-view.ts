import type { Context } from "@/lib/core/context";
import { viewChanged } from "../events";
import type { SavedView } from "./saved-views";

type Change = { before: SavedView | null; after: SavedView | null };

/** Tells the trail what became of a view, and of one that others share also the audit log. */
export async function recordView(ctx: Context, viewId: string, { before, after }: Change): Promise<void> {
  const [was, is] = [before && facts(before), after && facts(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return;
  ctx.emit(viewChanged, viewId, { viewId, before: was && headOf(was), after: is && headOf(is) });
  if ((before ?? after)?.scope === "private") return;
  await ctx.audit({
    action: `queue_view.${!before ? "created" : after ? "changed" : "deleted"}`,
    subjectType: "queue_view",
    subjectId: viewId,
    ...(was ? { before: was } : {}),
    ...(is ? { after: is } : {}),
  });
}

const facts = ({ name, scope, team, address }: SavedView) => ({
  name,
  scope,
  teamId: team?.id ?? null,
  address,
});
const headOf = ({ address: _, ...head }: ReturnType<typeof facts>) => head;
