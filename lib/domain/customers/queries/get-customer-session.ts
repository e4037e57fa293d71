import { and, eq, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { chats, customers, inboxes, isTicket, readPositions, tasks, workspaces } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { lastPublicAt } from "@/lib/domain/chats/last-public-at";
import { ownSupportChats } from "@/lib/domain/chats/policy";
import { previewSql } from "@/lib/domain/chats/preview-sql";
import type { CustomerChatSummary } from "@/lib/domain/chats/views";
import { publicStatus } from "@/lib/domain/tasks/ticket-status";
import type { TicketStatus } from "@/lib/domain/tasks/views";
import { subscriberOf } from "@/lib/security/address";
import { ownEmail, ownName } from "../identities";

export type InboxWelcome = {
  name: string;
  greeting: string;
  workspaceName: string;
  requireIdentity: boolean;
};
export type CustomerSession = {
  inbox: InboxWelcome;
  customer: { id: string; name: string | null; email: string | null; emailVerified: boolean } | null;
  chats: CustomerChatSummary[];
};

/** What a chat page needs to begin: the inbox's welcome, who the browser belongs to, and their conversations. */
export const getCustomerSession = query({
  name: "customers.getCustomerSession",
  permission: "support-chat:start",
  input: z.object({}),
  // Anybody may ask; a shared address may hold a whole office.
  rateLimit: { points: 600, seconds: 60, store: "process", keys: ({ ip }) => [subscriberOf(ip)] },
  async read(ctx): Promise<CustomerSession> {
    const [inbox, customer, list] = await Promise.all([welcome(ctx), self(ctx), listOwnChats(ctx)]);
    return { inbox, customer, chats: list };
  },
});

/** A member's own support chats, as the one who asks. */
export const listOwnRequests = query({
  name: "customers.listOwnRequests",
  permission: "support-chat:own",
  input: z.object({}),
  read: listOwnChats,
});

async function welcome(ctx: Context): Promise<InboxWelcome> {
  const { actor } = ctx;
  if (actor.kind !== "customer" && actor.kind !== "visitor") throw notFound();
  const [row] = await ctx.tx
    .select({
      name: inboxes.name,
      greeting: inboxes.greeting,
      workspaceName: workspaces.name,
      requireIdentity: inboxes.requireIdentity,
    })
    .from(inboxes)
    .innerJoin(workspaces, eq(workspaces.id, inboxes.workspaceId))
    .where(and(eq(inboxes.workspaceId, ctx.workspaceId), eq(inboxes.id, actor.inboxId)));
  if (!row) throw notFound();
  return row;
}

async function self(ctx: Context): Promise<CustomerSession["customer"]> {
  if (ctx.actor.kind !== "customer") return null;
  const [row] = await ctx.tx
    .select({
      id: customers.id,
      name: ownName,
      email: ownEmail,
      emailVerified: sql<boolean>`${customers.emailVerifiedAt} is not null`,
    })
    .from(customers)
    .where(and(eq(customers.workspaceId, ctx.workspaceId), eq(customers.id, ctx.actor.customerId)));
  return row ?? null;
}

const mostChats = 50;

/** The ticket itself, or the one that it was merged into. */
const held = alias(tasks, "held");

async function listOwnChats(ctx: Context): Promise<CustomerChatSummary[]> {
  if (ctx.actor.kind === "visitor" || ctx.actor.kind === "system") return [];
  const readerId = ctx.actor.kind === "customer" ? ctx.actor.customerId : ctx.actor.userId;
  const rows = await ctx.tx
    .select({
      id: chats.id,
      title: tasks.title,
      status: sql<TicketStatus>`${held.status}`,
      // The list's own last message may be a note, which customers must not receive.
      lastPublic: sql<{ text: string; by: "member" | "customer"; at: string } | null>`(
        select jsonb_build_object('text', ${previewSql("m", sql`coalesce(m.public_body, m.body)`)},
          'by', case when m.author_customer_id is not null or m.author_user_id = ${chats.requesterUserId}
                     then 'customer' else 'member' end,
          'at', m.created_at)
        from messages m where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id}
          and m.public_seq is not null and m.kind = 'message' and m.deleted_at is null
        order by m.public_seq desc limit 1)`,
      // What the team has said since, not that somebody joined.
      unread: sql<number>`(
        select count(*)::int from messages m
        where m.workspace_id = ${chats.workspaceId} and m.chat_id = ${chats.id} and m.kind = 'message'
          and m.deleted_at is null and m.author_user_id is distinct from ${chats.requesterUserId} and m.author_customer_id is null
          and m.public_seq > coalesce((
            select ${readPositions.readSeq} from ${readPositions}
            where ${readPositions.workspaceId} = ${chats.workspaceId} and ${readPositions.chatId} = ${chats.id}
              and ${readPositions.readerId} = ${readerId}), 0))`,
    })
    .from(chats)
    .innerJoin(tasks, and(eq(tasks.workspaceId, chats.workspaceId), eq(tasks.chatId, chats.id), isTicket))
    .innerJoin(
      held,
      and(
        eq(held.workspaceId, chats.workspaceId),
        eq(held.id, sql`coalesce(${tasks.mergedIntoTaskId}, ${tasks.id})`),
      ),
    )
    // One that was split off appears once the team says something in it.
    .where(and(ownSupportChats(ctx), gt(chats.publicSeq, 0)))
    .orderBy(sql`${lastPublicAt} desc nulls last`)
    .limit(mostChats);
  return rows.map(({ lastPublic, status, ...row }) => ({
    ...row,
    status: publicStatus(status),
    lastMessage: lastPublic ? { ...lastPublic, at: new Date(lastPublic.at).toISOString() } : null,
  }));
}
