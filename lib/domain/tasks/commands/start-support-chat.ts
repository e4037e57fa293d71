import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { customers, customerTokens, inboxes } from "@/db/schema";
import { hashToken } from "@/lib/auth/tokens";
import { command } from "@/lib/core/command";
import type { Context, CustomerActor } from "@/lib/core/context";
import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { anyId, bodyIfAny, clientId, saysSomething } from "@/lib/domain/chats/input";
import { ownSupportChats } from "@/lib/domain/chats/policy";
import { findPosted, type Posted } from "@/lib/domain/chats/posted";
import { adoptUploads, fileIds, findUploads, requireUploads, uploadToken } from "@/lib/domain/chats/uploads";
import { customerEmail, customerName } from "@/lib/domain/customers/input";
import { env } from "@/lib/env";
import { subscriberOf } from "@/lib/security/address";
import { updateTask } from "../change-task";
import { findInbox, openTicket } from "../open-ticket";
import { nameOfFiles, postFromRequester } from "./write-to-support";

/** How long a customer's browser can come back without writing. */
const browserTokenDays = 365;

/**
 * The first message of a conversation: opens chat and ticket together. A visitor becomes a customer by it; their
 * browser made the token, so that a lost answer loses nothing. What they say of themselves is unverified.
 */
export const startSupportChat = command({
  name: "tasks.startSupportChat",
  permission: "support-chat:start",
  pool: "sends",
  input: z.object({
    chatId: clientId,
    message: z.object({ id: clientId, body: bodyIfAny, fileIds }).check(saysSomething),
    /** What the message's files were uploaded with. */
    uploadToken: uploadToken.optional(),
    /** Only for visitors: 32 random bytes, base64url. */
    token: z
      .string()
      .regex(/^[\w-]{43}$/)
      .optional(),
    name: customerName.optional(),
    email: customerEmail.optional(),
    /** Only for members, who come through no inbox of their own. */
    inboxId: anyId.optional(),
  }),
  rateLimit: {
    points: () => env().CHATS_STARTED_PER_ADDRESS,
    seconds: 600,
    keys: ({ actor, ip }) => [actor.kind === "visitor" ? `ip:${subscriberOf(ip)}` : null, personKey(actor)],
  },
  async handle(ctx, input): Promise<Posted> {
    const uploads = input.uploadToken
      ? await findUploads(ctx, { token: input.uploadToken }, input.message.fileIds)
      : [];
    const requester = await requesterOf(ctx, input);
    const asRequester: Context = requester.ctx;
    const earlier = await findPosted(
      asRequester,
      input.message.id,
      "customers",
      ownSupportChats(asRequester),
    );
    if (earlier) return earlier;
    const { id, body, fileIds } = input.message;
    requireUploads(uploads, fileIds, "message.fileIds");
    const inbox = requester.inboxId ? await findInbox(ctx, requester.inboxId) : null;
    const { ticketId } = await openTicket(asRequester, {
      chatId: input.chatId,
      requester: requester.id,
      inboxId: inbox?.id ?? null,
      teamId: inbox?.teamId ?? null,
      firstMessage: body || nameOfFiles(uploads),
      source: ctx.actor.kind === "member" ? "member" : "web_chat",
    });
    await adoptUploads(asRequester, input.chatId, uploads);
    const { chatId } = input;
    const posted = await postFromRequester(asRequester, { id, body, files: uploads, chatId, ticketId });
    await updateTask(asRequester, ticketId, { waitingSince: new Date() });
    return posted;
  },
});

function personKey(actor: Context["actor"]): string | null {
  if (actor.kind === "customer") return actor.customerId;
  return actor.kind === "member" ? actor.userId : null;
}

type Requester = {
  ctx: Context;
  id: { customerId: string } | { userId: string };
  inboxId: string | null;
};

async function requesterOf(
  ctx: Context,
  input: { token?: string; name?: string; email?: string; inboxId?: string },
): Promise<Requester> {
  const { actor } = ctx;
  if (actor.kind === "member") return { ctx, id: { userId: actor.userId }, inboxId: input.inboxId ?? null };
  if (actor.kind === "customer") return { ctx, id: { customerId: actor.customerId }, inboxId: actor.inboxId };
  if (actor.kind !== "visitor") throw forbidden();
  if (!input.token) throw invalid("token", "required");
  const customer =
    (await alreadyCustomer(ctx, actor.inboxId, input.token)) ??
    (await becomeCustomer(ctx, actor.inboxId, { ...input, token: input.token }));
  return {
    ctx: { ...ctx, actor: customer },
    id: { customerId: customer.customerId },
    inboxId: actor.inboxId,
  };
}

/**
 * Who this token belongs to since an earlier try whose answer was lost. The second of two tries at once meets the
 * token's unique key, and is run again by the kernel.
 */
async function alreadyCustomer(
  ctx: Context,
  inboxId: string,
  token: string,
): Promise<CustomerActor | undefined> {
  const tokenHash = hashToken(token);
  const [found] = await ctx.tx
    .select({ customerId: customers.id, name: customers.name, revokedAt: customerTokens.revokedAt })
    .from(customerTokens)
    .innerJoin(
      customers,
      and(eq(customers.workspaceId, customerTokens.workspaceId), eq(customers.id, customerTokens.customerId)),
    )
    .where(
      and(
        eq(customerTokens.workspaceId, ctx.workspaceId),
        eq(customerTokens.inboxId, inboxId),
        eq(customerTokens.tokenHash, tokenHash),
      ),
    );
  if (!found) return undefined;
  if (found.revokedAt) throw new AppError("UNAUTHENTICATED");
  return { kind: "customer", inboxId, customerId: found.customerId, name: found.name };
}

async function becomeCustomer(
  ctx: Context,
  inboxId: string,
  who: { token: string; name?: string; email?: string },
): Promise<CustomerActor> {
  const { workspaceId } = ctx;
  await requireIdentity(ctx, inboxId, who);
  const customerId = newId();
  const name = who.name ?? null;
  await ctx.tx.insert(customers).values({
    workspaceId,
    id: customerId,
    name,
    email: who.email ?? null,
    lastSeenAt: new Date(),
  });
  await ctx.tx.insert(customerTokens).values({
    workspaceId,
    id: newId(),
    customerId,
    inboxId,
    kind: "browser",
    tokenHash: hashToken(who.token),
    expiresAt: new Date(Date.now() + browserTokenDays * 86_400_000),
  });
  return { kind: "customer", customerId, inboxId, name };
}

/** @throws AppError INVALID naming what the inbox asks for and was not given */
async function requireIdentity(ctx: Context, inboxId: string, who: { name?: string; email?: string }) {
  const [inbox] = await ctx.tx
    .select({ requireIdentity: inboxes.requireIdentity })
    .from(inboxes)
    .where(and(eq(inboxes.workspaceId, ctx.workspaceId), eq(inboxes.id, inboxId)));
  if (!inbox?.requireIdentity) return;
  const missing = (["name", "email"] as const).filter((field) => !who[field]);
  if (missing.length === 0) return;
  throw new AppError("INVALID", { fields: missing.map((field) => ({ field, problem: "required" })) });
}
