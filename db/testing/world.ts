import { and, eq, sql } from "drizzle-orm";
import { systemDb } from "@/db/client";
import * as tables from "@/db/schema";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { createCannedReply } from "@/lib/domain/canned-replies/commands/create-canned-reply";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { markOwnRead } from "@/lib/domain/tasks/commands/mark-read";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { makeCustomer, makeInbox, makeMember, makeTeam, makeVisitor, makeWorkspace } from "./factories";
import { makeTicket } from "./tickets";

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * A workspace with somebody of every kind, tickets held in every way, and at least one row in every table.
 * `agent` and `colleague` share `team`; `outsider` is in no team; `former` was removed.
 */
export async function makeWorld(words = "Hello, where is my order?") {
  const workspace = await makeWorkspace();
  const workspaceId = workspace.id;
  const [team, otherTeam] = [await makeTeam(workspace), await makeTeam(workspace)];
  const inbox = await makeInbox(workspace, { teamId: team.id });
  const [admin, manager, user, former, outsider] = await Promise.all([
    makeMember(workspace, "admin"),
    makeMember(workspace, "manager"),
    makeMember(workspace, "user"),
    makeMember(workspace, "agent"),
    makeMember(workspace, "agent"),
  ]);
  const agent = await makeMember(workspace, "agent", { teamIds: [team.id] });
  const colleague = await makeMember(workspace, "agent", { teamIds: [team.id] });
  const loner = await makeMember(workspace, "agent", { teamIds: [otherTeam.id] });
  const customer = await makeCustomer(workspace, { inboxId: inbox.id });
  const otherCustomer = await makeCustomer(workspace, { inboxId: inbox.id });
  const visitor = makeVisitor(workspace, inbox.id);

  const ticket = await makeTicket(workspace, { customer, teamId: team.id, words });
  /** Of the other customer; held by somebody in another team, so that `agent` does not see it. */
  const hidden = await makeTicket(workspace, {
    customer: otherCustomer,
    teamId: otherTeam.id,
    assigneeUserId: loner.user.id,
    words,
  });
  const requested = await makeTicket(workspace, { member: user, teamId: team.id, words });

  await run(replyToTicket, colleague, { chatId: ticket.chatId!, id: newId(), body: "It is on its way." });
  const messageId = newId();
  await run(replyToTicket, colleague, {
    chatId: ticket.chatId!,
    id: messageId,
    kind: "note",
    body: "Asked the depot.",
  });
  await run(markOwnRead, customer, { chatId: ticket.chatId!, read: 1, delivered: 1 });

  const groupId = newId();
  const inGroup = [agent.user.id, user.user.id];
  await run(createGroup, colleague, { chatId: groupId, title: "Depot", userIds: inGroup });
  await run(sendToChat, colleague, { chatId: groupId, id: newId(), body: words });
  const groupMessageId = newId();
  await run(sendToChat, agent, { chatId: groupId, id: groupMessageId, body: "I am on it." });

  const [invitationId, mappingId, notificationId] = [newId(), newId(), newId()];
  const db = systemDb();
  await db.insert(tables.invitations).values({
    workspaceId,
    id: invitationId,
    email: `invited-${invitationId}@example.com`,
    role: "agent",
    tokenHash: hashToken(newToken()),
    invitedByUserId: admin.user.id,
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  await db
    .insert(tables.ssoRoleMappings)
    .values({ workspaceId, id: mappingId, claimValue: "staff", role: "agent" });
  await db.insert(tables.notifications).values({
    workspaceId,
    id: notificationId,
    userId: agent.user.id,
    kind: "assigned",
    chatId: ticket.chatId,
    taskId: ticket.id,
    eventId: notificationId,
  });
  await db.insert(tables.taskFollowers).values({ workspaceId, taskId: ticket.id, userId: manager.user.id });
  await db.insert(tables.processedEvents).values({ workspaceId, consumer: "test", eventId: newId() });
  await db
    .insert(tables.presence)
    .values({ workspaceId, tabId: newId(), userId: agent.user.id, state: "online" });
  await db.insert(tables.presenceTold).values({ workspaceId, userId: agent.user.id, state: "online" });
  await db
    .insert(tables.auditLog)
    .values({ id: newId(), workspaceId, actorKind: "member", action: "test.done" });
  const [fileId, uploadId, linkId] = [newId(), newId(), newId()];
  const place = { workspaceId, chatId: ticket.chatId!, userId: agent.user.id };
  await db.insert(tables.messageEdits).values({
    workspaceId,
    id: newId(),
    messageId,
    body: "Asked.",
    editedBy: colleague.user.id,
  });
  await db.insert(tables.reactions).values({ workspaceId, messageId, userId: agent.user.id, emoji: "👍" });
  const file = { workspaceId, chatId: place.chatId, name: "depot.txt", contentType: "text/plain", size: 3 };
  await db.insert(tables.files).values([
    {
      ...file,
      id: fileId,
      messageId,
      uploaderUserId: colleague.user.id,
      storageKey: `files/${workspaceId}/${fileId}.bin`,
    },
    {
      ...file,
      id: uploadId,
      uploaderUserId: agent.user.id,
      storageKey: `files/${workspaceId}/${uploadId}.bin`,
    },
  ]);
  await db.insert(tables.chatSettings).values({ ...place, pinnedAt: new Date() });
  await db.insert(tables.drafts).values({ ...place, body: "Well", kind: "message" });
  await db
    .insert(tables.taskLinks)
    .values({ workspaceId, id: linkId, fromTaskId: ticket.id, toTaskId: requested.id, kind: "relates_to" });
  // Merged once, and taken back.
  await db.insert(tables.ticketMerges).values({
    workspaceId,
    id: newId(),
    sourceTaskId: ticket.id,
    intoTaskId: requested.id,
    former: {},
    undoneAt: new Date(),
  });
  // Split once, and taken back.
  const splitId = newId();
  const split = { sourceTaskId: ticket.id, newTaskId: requested.id, changeId: newId(), undoneAt: new Date() };
  await db.insert(tables.ticketSplits).values({ workspaceId, id: splitId, ...split });
  await db.insert(tables.splitMessages).values({ workspaceId, splitId, messageId });
  const [tagId, otherTagId] = [newId(), newId()];
  await db.insert(tables.tags).values([
    { workspaceId, id: tagId, name: "Late", key: "late", color: "orange" },
    { workspaceId, id: otherTagId, name: "Parcel", key: "parcel", color: "teal" },
  ]);
  await db.insert(tables.taskTags).values({ workspaceId, taskId: ticket.id, tagId });
  const [fieldId, choiceFieldId, optionId] = [newId(), newId(), newId()];
  await db.insert(tables.taskFields).values([
    { workspaceId, id: fieldId, name: "Order", key: "order", type: "text", shownOn: ["ticket", "task"] },
    { workspaceId, id: choiceFieldId, name: "Plan", key: "plan", type: "choice", shownOn: ["ticket"] },
  ]);
  await db
    .insert(tables.taskFieldOptions)
    .values({ workspaceId, id: optionId, fieldId: choiceFieldId, name: "Large" });
  const value = { workspaceId, taskId: ticket.id, fieldId: choiceFieldId, slot: choiceFieldId };
  await db.insert(tables.taskFieldValues).values({ ...value, type: "choice", optionId });
  const commandId = newId();
  await run(replyToTicket, agent, { ...place, id: commandId, body: "Well #setPriority low #close now" });
  await db.insert(tables.commandRefusals).values({
    ...place,
    messageId: commandId,
    index: 1,
    refusal: { tag: "setPriority", reason: "unknown_value" },
  });
  /** Made by `agent`, with a chat of its own. */
  const task = await run(createTask, agent, { taskId: newId(), type: "task", title: words });
  await run(setTaskPriority, agent, { taskId: task.id, priority: "high" });
  const [changeLine] = await db
    .select({ id: tables.messages.id })
    .from(tables.messages)
    .where(
      and(eq(tables.messages.chatId, task.chatId), sql`${tables.messages.event} ->> 'changeId' is not null`),
    );
  const changeLineId = changeLine!.id;
  const customerToken = newToken();
  await db.insert(tables.customerTokens).values({
    workspaceId,
    id: newId(),
    customerId: customer.customer.id,
    inboxId: inbox.id,
    kind: "browser",
    tokenHash: hashToken(customerToken),
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const mailId = newId();
  await db.insert(tables.customerMails).values({
    workspaceId,
    id: mailId,
    chatId: ticket.chatId!,
    customerId: customer.customer.id,
    toAddress: "somebody@example.com",
    fromPublicSeq: 0,
    toPublicSeq: 1,
    status: "sending",
  });
  const [noteId, twinId, mergeId] = [newId(), newId(), newId()];
  const about = { workspaceId, customerId: customer.customer.id };
  await db
    .insert(tables.customerNotes)
    .values({ ...about, id: noteId, authorUserId: agent.user.id, body: "Prefers mornings." });
  const knownAs = customer.customer.id;
  await db.insert(tables.customers).values({ workspaceId, id: twinId, mergedInto: knownAs, knownAs });
  await db.insert(tables.customerMerges).values({
    workspaceId,
    id: mergeId,
    customerId: twinId,
    intoCustomerId: knownAs,
    mergedBy: agent.user.id,
    filled: { attributes: {} },
  });
  const canned = { shortcut: "thanks", title: "Thanks", body: "Thank you, {{customer.first_name}}!" };
  const { id: sharedReplyId } = await run(createCannedReply, manager, { ...canned, scope: "shared" });
  const { id: ownReplyId } = await run(createCannedReply, agent, { ...canned, scope: "personal" });
  const viewId = newId();
  await db.insert(tables.savedViews).values({
    workspaceId,
    id: viewId,
    name: "Urgent",
    scope: "team",
    ownerUserId: colleague.user.id,
    teamId: team.id,
    address: "priority=urgent",
  });
  await db.insert(tables.ticketLeases).values({
    workspaceId,
    taskId: ticket.id,
    userId: agent.user.id,
    handedAt: new Date(),
    expiresAt: new Date(),
  });
  /** Of `agent`: one that is done, and one that has not begun. */
  const [bulkChangeId, waitingBulkId] = [newId(), newId()];
  const bulk = { workspaceId, userId: agent.user.id, deed: { kind: "priority", priority: "low" }, total: 1 };
  await db.insert(tables.bulkChanges).values([
    { ...bulk, id: bulkChangeId, finishedAt: new Date() },
    { ...bulk, id: waitingBulkId },
  ]);
  const row = { workspaceId, number: ticket.number };
  await db.insert(tables.bulkChangeRows).values([
    { ...row, bulkChangeId, outcome: "changed", changeId: newId() },
    { ...row, bulkChangeId: waitingBulkId, seen: ticket.priority },
  ]);
  await db
    .update(tables.memberships)
    .set({ removedAt: new Date() })
    .where(
      and(eq(tables.memberships.workspaceId, workspaceId), eq(tables.memberships.userId, former.user.id)),
    );

  return {
    workspace,
    admin,
    manager,
    agent,
    colleague,
    outsider,
    loner,
    user,
    former,
    customer,
    otherCustomer,
    visitor,
    system: systemCaller(workspaceId, "test"),
    team,
    otherTeam,
    inbox,
    ticket,
    hidden,
    requested,
    /** Of `colleague`, who owns it, with `agent` and `user`. */
    groupId,
    task,
    tagId,
    otherTagId,
    fieldId,
    choiceFieldId,
    commandId,
    changeLineId,
    groupMessageId,
    messageId,
    /** Of the note `messageId`, and one that `agent` has not sent yet. */
    fileId,
    uploadId,
    invitationId,
    mappingId,
    notificationId,
    mailId,
    /** Of `agent`, about `customer`. */
    noteId,
    /** Of somebody without chats into `customer`. */
    mergeId,
    sharedReplyId,
    /** Of `agent` alone. */
    ownReplyId,
    /** Of `team`. */
    viewId,
    bulkChangeId,
    waitingBulkId,
    customerToken,
  };
}
