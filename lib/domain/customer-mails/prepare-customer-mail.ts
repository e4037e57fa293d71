import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import {
  chats,
  customerMails,
  customers,
  customerTokens,
  inboxes,
  messages,
  readPositions,
  tasks,
  users,
  workspaces,
} from "@/db/schema";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { command } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { anyId } from "@/lib/domain/chats/input";

/** All that the mail about unread replies says. */
export type CustomerMail = {
  /** Also the provider's idempotency key: a repeated attempt sends nothing twice. */
  id: string;
  chatId: string;
  to: string;
  locale: string | null;
  customerName: string | null;
  workspaceName: string;
  inboxName: string;
  ticketNumber: number;
  title: string;
  /** `/c/<key>/return#<token>`: the fragment never reaches a server's log. */
  returnPath: string;
  replies: { author: string; body: string; at: string }[];
};

const linkDays = 30;
const mostReplies = 20;

/**
 * Decides whether the customer has to be told by mail of replies that they have not read, and writes down that
 * they will be. Called again after a crash it returns the same mail under a new link.
 * @returns null when there is nothing to tell: read meanwhile, told already, or no address left
 */
export const prepareCustomerMail = command({
  name: "customerMails.prepare",
  permission: "system:work",
  input: z.object({ chatId: anyId, customerId: anyId }),
  async handle(ctx, { chatId, customerId }): Promise<CustomerMail | null> {
    const chat = await findChat(ctx, chatId, customerId);
    if (!chat?.email || !chat.inboxId || !chat.inboxKey) return null;
    const from = Math.max(chat.readSeq, await toldUpTo(ctx, chatId));
    const replies = await repliesAfter(ctx, chatId, from);
    const last = replies.at(-1);
    if (!last) return null;
    const id = await recordMail(ctx, { chatId, customerId, to: chat.email, from, upTo: last.publicSeq! });
    if (!id) return null;
    const token = await newMailLink(ctx, customerId, chat.inboxId);
    return {
      id,
      chatId,
      to: chat.email,
      locale: chat.locale,
      customerName: chat.customerName,
      workspaceName: chat.workspaceName,
      inboxName: chat.inboxName ?? chat.workspaceName,
      ticketNumber: chat.number,
      title: chat.title,
      returnPath: `/c/${chat.inboxKey}/return#${token}`,
      replies: replies.map(({ author, body, createdAt }) => ({ author, body, at: createdAt.toISOString() })),
    };
  },
});

async function findChat(ctx: Context, chatId: string, customerId: string) {
  const [row] = await ctx.tx
    .select({
      email: customers.email,
      locale: customers.locale,
      customerName: customers.name,
      workspaceName: workspaces.name,
      inboxId: inboxes.id,
      inboxKey: inboxes.publicKey,
      inboxName: inboxes.name,
      number: tasks.number,
      title: tasks.title,
      readSeq: sql<number>`coalesce(${readPositions.readSeq}, 0)`,
    })
    .from(chats)
    .innerJoin(workspaces, eq(workspaces.id, chats.workspaceId))
    .innerJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id)))
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, chats.workspaceId), eq(customers.id, chats.customerId)),
    )
    .leftJoin(inboxes, and(eq(inboxes.workspaceId, chats.workspaceId), eq(inboxes.id, chats.inboxId)))
    .leftJoin(
      readPositions,
      and(
        eq(readPositions.workspaceId, chats.workspaceId),
        eq(readPositions.chatId, chats.id),
        eq(readPositions.readerId, customers.id),
      ),
    )
    .where(and(eq(chats.workspaceId, ctx.workspaceId), eq(chats.id, chatId), eq(customers.id, customerId)))
    // Two runs for the same chat take turns, so that a reply is told of once.
    .for("update", { of: chats });
  return row;
}

async function toldUpTo(ctx: Context, chatId: string): Promise<number> {
  const [row] = await ctx.tx
    .select({ seq: sql<number>`coalesce(max(${customerMails.toPublicSeq}), 0)::int` })
    .from(customerMails)
    .where(
      and(
        eq(customerMails.workspaceId, ctx.workspaceId),
        eq(customerMails.chatId, chatId),
        // One that is still being sent is repeated, not told of twice: its row has an id of its own.
        eq(customerMails.status, "sent"),
      ),
    );
  return row?.seq ?? 0;
}

function repliesAfter(ctx: Context, chatId: string, publicSeq: number) {
  return ctx.tx
    .select({
      publicSeq: messages.publicSeq,
      author: users.name,
      body: messages.body,
      createdAt: messages.createdAt,
    })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.authorUserId))
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chatId),
        eq(messages.kind, "message"),
        isNotNull(messages.publicSeq),
        isNull(messages.deletedAt),
        gt(messages.publicSeq, publicSeq),
      ),
    )
    .orderBy(asc(messages.publicSeq))
    .limit(mostReplies);
}

/** @returns the mail's id: that of an earlier attempt which never finished, or a new one; null when it was sent */
async function recordMail(
  ctx: Context,
  mail: { chatId: string; customerId: string; to: string; from: number; upTo: number },
): Promise<string | null> {
  const { workspaceId } = ctx;
  const { chatId, customerId, upTo } = mail;
  await ctx.tx
    .insert(customerMails)
    .values({
      workspaceId,
      id: newId(),
      chatId,
      customerId,
      toAddress: mail.to,
      fromPublicSeq: mail.from,
      toPublicSeq: upTo,
      status: "sending",
    })
    .onConflictDoNothing();
  const [row] = await ctx.tx
    .select({ id: customerMails.id, status: customerMails.status })
    .from(customerMails)
    .where(
      and(
        eq(customerMails.workspaceId, workspaceId),
        eq(customerMails.chatId, chatId),
        eq(customerMails.toPublicSeq, upTo),
        lte(customerMails.fromPublicSeq, mail.from),
      ),
    );
  return row && row.status === "sending" ? row.id : null;
}

async function newMailLink(ctx: Context, customerId: string, inboxId: string): Promise<string> {
  const token = newToken();
  await ctx.tx.insert(customerTokens).values({
    workspaceId: ctx.workspaceId,
    id: newId(),
    customerId,
    inboxId,
    kind: "mail_link",
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + linkDays * 86_400_000),
  });
  return token;
}
