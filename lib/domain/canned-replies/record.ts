import type { Context } from "@/lib/core/context";
import { cannedReplyChanged } from "./events";
import type { CannedReplyScope } from "./views";

type Known = { scope: CannedReplyScope; shortcut: string; title: string; body: string };

/** Tells the trail what became of a canned reply, and of a shared one also the audit log, words and all. */
export async function recordChange(
  ctx: Context,
  replyId: string,
  { before, after }: { before: Known | null; after: Known | null },
): Promise<void> {
  ctx.emit(cannedReplyChanged, replyId, { replyId, before: headOf(before), after: headOf(after) });
  if ((before ?? after)?.scope !== "shared") return;
  await ctx.audit({
    action: `canned_reply.${!before ? "created" : after ? "changed" : "deleted"}`,
    subjectType: "canned_reply",
    subjectId: replyId,
    ...(before ? { before: wordsOf(before) } : {}),
    ...(after ? { after: wordsOf(after) } : {}),
  });
}

const headOf = (reply: Known | null) =>
  reply && { scope: reply.scope, shortcut: reply.shortcut, title: reply.title };
const wordsOf = ({ shortcut, title, body }: Known) => ({ shortcut, title, body });
