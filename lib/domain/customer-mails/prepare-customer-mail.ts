import { and, asc, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
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
import { keyedHash } from "@/lib/auth/encryption";
import { hashToken } from "@/lib/auth/tokens";
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
  /** Files by name: whoever wants them opens the conversation. */
  replies: {
    /** Null: nobody's words, but a notice. */
    author: string | null;
    body: string;
    files: string[];
    at: string;
    /** Of the notice that the ticket closes; its body is empty unless the team words it itself. */
    closesInDays: number | null;
  }[];
};

const linkDays = 30;
const mostReplies = 20;

/**
 * Decides whether the customer has to be told by mail of replies that they have not read, and writes down that
 * they will be. A mail of which nobody knows whether it left (a crash, a lost answer) is returned again before any
 * other, word for word, so that its key keeps it from arriving twice.
 * @returns null when there is nothing to tell: read meanwhile, told already, or no address left
 */
export const prepareCustomerMail = command({
  name: "customerMails.prepare",
  permission: "system:work",
  input: z.object({ chatId: anyId, customerId: anyId }),
  async handle(ctx, { chatId, customerId }): Promise<CustomerMail | null> {
    const chat = await findChat(ctx, chatId, customerId);
    if (!chat?.email || !chat.inboxId || !chat.inboxKey) return null;
    await skipWhatWasRead(ctx, chatId, chat.readSeq);
    const mail =
      (await unsettledMail(ctx, chatId)) ??
      (await newMail(ctx, { chatId, customerId, to: chat.email, readSeq: chat.readSeq }));
    if (!mail) return null;
    const { id, to, from, upTo } = mail;
    const replies = await repliesWithin(ctx, chatId, { from, upTo });
    const token = await mailLink(ctx, id, customerId, chat.inboxId);
    return {
      id,
      chatId,
      to,
      locale: chat.locale,
      customerName: chat.customerName,
      workspaceName: chat.workspaceName,
      inboxName: chat.inboxName ?? chat.workspaceName,
      ticketNumber: chat.number,
      title: chat.title,
      returnPath: `/c/${chat.inboxKey}/return#${token}`,
      replies: replies.map(({ publicSeq: _, createdAt, ...reply }) => ({
        ...reply,
        at: createdAt.toISOString(),
      })),
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
    .for("no key update", { of: chats });
  return row;
}

const ofChat = (ctx: Context, chatId: string, condition: SQL) =>
  and(eq(customerMails.workspaceId, ctx.workspaceId), eq(customerMails.chatId, chatId), condition);

/** A mail that has not left yet is needed no more once its last reply was read. */
async function skipWhatWasRead(ctx: Context, chatId: string, readSeq: number): Promise<void> {
  await ctx.tx
    .update(customerMails)
    .set({ status: "skipped", settledAt: sql`now()` })
    .where(
      and(ofChat(ctx, chatId, eq(customerMails.status, "sending")), lte(customerMails.toPublicSeq, readSeq)),
    );
}

type MailRange = { id: string; to: string; from: number; upTo: number };

async function unsettledMail(ctx: Context, chatId: string): Promise<MailRange | undefined> {
  const [row] = await ctx.tx
    .select({
      id: customerMails.id,
      to: customerMails.toAddress,
      from: customerMails.fromPublicSeq,
      upTo: customerMails.toPublicSeq,
    })
    .from(customerMails)
    .where(ofChat(ctx, chatId, eq(customerMails.status, "sending")))
    .orderBy(asc(customerMails.toPublicSeq))
    .limit(1);
  return row;
}

async function newMail(
  ctx: Context,
  mail: { chatId: string; customerId: string; to: string; readSeq: number },
): Promise<MailRange | null> {
  const { chatId, customerId, to } = mail;
  const from = Math.max(mail.readSeq, await toldUpTo(ctx, chatId));
  const upTo = (await repliesWithin(ctx, chatId, { from })).at(-1)?.publicSeq;
  if (!upTo) return null;
  const [row] = await ctx.tx
    .insert(customerMails)
    .values({
      workspaceId: ctx.workspaceId,
      id: newId(),
      chatId,
      customerId,
      toAddress: to,
      fromPublicSeq: from,
      toPublicSeq: upTo,
      status: "sending",
    })
    // One that ended here before was refused for good; only a further reply is worth another attempt.
    .onConflictDoNothing()
    .returning({ id: customerMails.id });
  return row ? { id: row.id, to, from, upTo } : null;
}

async function toldUpTo(ctx: Context, chatId: string): Promise<number> {
  const [row] = await ctx.tx
    .select({ seq: sql<number>`coalesce(max(${customerMails.toPublicSeq}), 0)::int` })
    .from(customerMails)
    .where(ofChat(ctx, chatId, eq(customerMails.status, "sent")));
  return row?.seq ?? 0;
}

function repliesWithin(ctx: Context, chatId: string, { from, upTo }: { from: number; upTo?: number }) {
  return ctx.tx
    .select({
      publicSeq: messages.publicSeq,
      author: users.name,
      body: sql<string>`coalesce(${messages.publicBody}, ${messages.event} ->> 'text', ${messages.body})`,
      /** Nobody's words: that the ticket closes in so many days. */
      closesInDays: sql<number | null>`(${messages.event} ->> 'days')::int`,
      files: sql<string[]>`array(select f.name from files f where f.workspace_id = ${messages.workspaceId}
        and f.message_id = ${messages.id} order by f.position)`,
      createdAt: messages.createdAt,
    })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorUserId))
    .where(
      and(
        eq(messages.workspaceId, ctx.workspaceId),
        eq(messages.chatId, chatId),
        or(
          and(eq(messages.kind, "message"), isNotNull(messages.authorUserId)),
          sql`${messages.event} ->> 'name' = 'closing_soon'`,
        ),
        isNotNull(messages.publicSeq),
        isNull(messages.deletedAt),
        gt(messages.publicSeq, from),
        upTo === undefined ? undefined : lte(messages.publicSeq, upTo),
      ),
    )
    .orderBy(asc(messages.publicSeq))
    .limit(mostReplies);
}

/** The same secret for the same mail, so that an attempt that is repeated says the same. */
async function mailLink(ctx: Context, mailId: string, customerId: string, inboxId: string): Promise<string> {
  const token = keyedHash(mailId, "mail-link");
  await ctx.tx
    .insert(customerTokens)
    .values({
      workspaceId: ctx.workspaceId,
      id: newId(),
      customerId,
      inboxId,
      kind: "mail_link",
      tokenHash: hashToken(token),
      expiresAt: new Date(Date.now() + linkDays * 86_400_000),
    })
    .onConflictDoNothing();
  return token;
}
