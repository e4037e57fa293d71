import { and, asc, desc, eq } from "drizzle-orm";
import { z } from "zod";
import {
  auditLog,
  cannedReplies,
  files,
  memberships,
  messages,
  sessions,
  userIdentities,
  users,
  workspaces,
} from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { accountQuery } from "@/lib/core/query";
import { env } from "@/lib/env";
import { fileAddress } from "@/lib/storage/file-address";

/** Everything that is kept about the person who asks, and nothing about others. Secrets stay out, hashed or not. */
export const exportOwnData = accountQuery({
  name: "people.exportOwnData",
  permission: "own",
  rateLimit: { points: 10, seconds: 3_600, keys: ({ user }) => [user?.id ?? null] },
  input: z.object({}),
  async read(ctx) {
    const userId = ctx.user!.id;
    const [profile] = await ctx.tx
      .select({
        id: users.id,
        email: users.email,
        emailVerifiedAt: users.emailVerifiedAt,
        name: users.name,
        locale: users.locale,
        timeZone: users.timeZone,
        theme: users.theme,
        shortcuts: users.shortcuts,
        secondFactorSince: users.totpEnabledAt,
        createdAt: users.createdAt,
      })
      .from(users)
      .where(eq(users.id, userId));
    if (!profile) throw new AppError("UNAUTHENTICATED");
    const { createdAt, ip, userAgent, lastSeenAt, revokedAt } = sessions;
    return {
      exportedAt: new Date(),
      profile,
      linkedAccounts: await ctx.tx
        .select({
          provider: userIdentities.provider,
          account: userIdentities.label,
          linkedAt: userIdentities.createdAt,
        })
        .from(userIdentities)
        .where(eq(userIdentities.userId, userId)),
      sessions: await ctx.tx
        .select({ createdAt, ip, userAgent, lastSeenAt, revokedAt })
        .from(sessions)
        .where(eq(sessions.userId, userId))
        .orderBy(desc(createdAt)),
      memberships: await ctx.tx
        .select({
          workspace: workspaces.name,
          role: memberships.role,
          joinedAt: memberships.createdAt,
          removedAt: memberships.removedAt,
        })
        .from(memberships)
        .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
        .where(eq(memberships.userId, userId)),
      messages: await ctx.tx
        .select({
          workspace: workspaces.name,
          chatId: messages.chatId,
          kind: messages.kind,
          text: messages.body,
          writtenAt: messages.createdAt,
        })
        .from(messages)
        .innerJoin(workspaces, eq(workspaces.id, messages.workspaceId))
        .where(and(eq(messages.authorUserId, userId)))
        .orderBy(asc(messages.createdAt)),
      cannedReplies: await ctx.tx
        .select({
          workspace: workspaces.name,
          shortcut: cannedReplies.shortcut,
          title: cannedReplies.title,
          text: cannedReplies.body,
          changedAt: cannedReplies.updatedAt,
        })
        .from(cannedReplies)
        .innerJoin(workspaces, eq(workspaces.id, cannedReplies.workspaceId))
        .where(eq(cannedReplies.ownerUserId, userId))
        .orderBy(asc(cannedReplies.createdAt)),
      files: (
        await ctx.tx
          .select({
            workspaceId: files.workspaceId,
            fileId: files.id,
            workspace: workspaces.name,
            chatId: files.chatId,
            name: files.name,
            type: files.contentType,
            bytes: files.size,
            uploadedAt: files.createdAt,
          })
          .from(files)
          .innerJoin(workspaces, eq(workspaces.id, files.workspaceId))
          .where(eq(files.uploaderUserId, userId))
          .orderBy(asc(files.createdAt))
      ).map(({ workspaceId, fileId, ...file }) => ({
        ...file,
        // Their own, also of chats that they no longer see. Works for a day or two, as long as the workspace is in use.
        address: env().FLOWRA_URL + fileAddress({ workspaceId, fileId, part: "whole", toldTo: "requester" }),
      })),
      activity: await ctx.tx
        .select({ action: auditLog.action, at: auditLog.createdAt, ip: auditLog.ip })
        .from(auditLog)
        .where(and(eq(auditLog.subjectType, "user"), eq(auditLog.subjectId, userId)))
        .orderBy(desc(auditLog.createdAt)),
    };
  },
});
