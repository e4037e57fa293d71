import { sql } from "drizzle-orm";
import { z } from "zod";
import { messageEdits } from "@/db/schema";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import {
  type ChangingEntry,
  changeEntry,
  entryView,
  lockEntry,
  refreshPreview,
  refuseDeleted,
} from "../entry-changes";
import { messageEdited } from "../events";
import { anyId, bodyIfAny } from "../input";
import { isNamedIn } from "../mention-text";
import { type NamedInMessage, resolveMentions, tellNamed, toMention } from "../mentions";
import { changesPerMinute } from "../rate-limits";
import { mentions } from "../references";
import { requireFilled } from "../require-filled";
import { whatIsSaid } from "../said";
import type { MemberEntry, Mention } from "../views";

/**
 * Changes an own message or note. What it said before stays readable to members; customers get the new words. Commands
 * in the new words don't run.
 */
export const editMessage = command({
  name: "chats.editMessage",
  permission: "chat:use",
  input: z.object({
    chatId: anyId,
    messageId: anyId,
    body: bodyIfAny,
    /** When left out: those who were named before and still are. */
    mentions,
  }),
  rateLimit: changesPerMinute,
  lane: ({ chatId }) => chatId,
  async handle(ctx, input): Promise<{ entry: MemberEntry }> {
    const entry = await lockEntry(ctx, input.chatId, input.messageId);
    if (!entry.isOwn) throw forbidden();
    refuseDeleted(entry);
    // What has files says something without words too.
    if (input.body === "" && !entry.hasFiles) throw invalid("body", "required");
    if (isAnswer(entry)) requireFilled(input.body);
    const given = input.mentions ?? entry.mentions.filter(({ name }) => isNamedIn(input.body, name));
    const named = await resolveMentions(ctx, entry.chat, input.body, given);
    if (!differs(entry, input.body, named)) return { entry: await entryView(ctx, entry.id) };
    await tellNamed(ctx, entry.chat, { id: entry.id, named: newlyNamed(entry, named) });
    await keepFormer(ctx, entry, input.body);
    await changeEntry(
      ctx,
      entry,
      {
        body: input.body,
        publicBody: publicWords(entry, input.body),
        mentions: named.length > 0 ? named.map(toMention) : null,
        editedAt: sql`now()`,
      },
      "words",
    );
    await refreshPreview(ctx, entry);
    const { chatId, taskId } = entry.chat;
    ctx.emit(messageEdited, chatId, { chatId, taskId, messageId: entry.id });
    return { entry: await entryView(ctx, entry.id) };
  },
});

/** Written for whoever asked for support, or about them. */
const isAnswer = ({ chat, userId }: ChangingEntry) =>
  chat.kind === "support" && chat.requesterUserId !== userId;

/** What customers get of the new words. Hashtags run once, when a message is sent, but never reach customers. */
function publicWords({ chat, kind, isPublic, userId, hasFiles }: ChangingEntry, body: string): string | null {
  if (!isPublic || chat.requesterUserId === userId) return null;
  const said = whatIsSaid({ kind, body });
  if (said.publicBody === "" && !hasFiles) throw invalid("body", "nothing_public");
  return said.publicBody;
}

const keyOf = ({ kind, id }: Mention) => `${kind} ${id}`;

function differs(entry: ChangingEntry, text: string, named: NamedInMessage[]): boolean {
  const keys = (all: Mention[]) => all.map(keyOf).sort().join();
  return entry.body !== text || keys(entry.mentions) !== keys(named);
}

function newlyNamed(entry: ChangingEntry, named: NamedInMessage[]): NamedInMessage[] {
  const before = new Set(entry.mentions.map(keyOf));
  return named.filter((mention) => !before.has(keyOf(mention)));
}

async function keepFormer(ctx: Context, entry: ChangingEntry, text: string): Promise<void> {
  if (entry.body === text) return;
  await ctx.tx.insert(messageEdits).values({
    workspaceId: ctx.workspaceId,
    id: newId(),
    messageId: entry.id,
    body: entry.body,
    editedBy: entry.userId,
  });
}
