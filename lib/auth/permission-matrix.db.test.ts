import { beforeAll, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import type { World } from "@/db/testing/world";
import type { AccountCaller, Caller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { AnyOperation } from "@/lib/core/operation";
import { registeredOperations } from "@/lib/core/registry";
import { channelName } from "@/lib/realtime/channel-names";
import {
  type Answer,
  accountsOf,
  attempt,
  makeTwoWorlds,
  strangeValues,
  swapped,
  type Targets,
  targetsOf,
  targetsRead,
} from "./testing/matrix";
import { newToken } from "./tokens";

useTestDatabase();

const modules = import.meta.glob(["../domain/**/*.ts", "../realtime/queries/*.ts", "!../**/*.test.ts"]);
await Promise.all(Object.values(modules).map((load) => load()));
const operations = new Map(registeredOperations().map((operation) => [operation.name, operation]));

/**
 * One character for each who may ask, in this order: admin, manager, agent (of the ticket's team), agent of no team,
 * user, customer (of the ticket), another customer, visitor.
 *   `+` is done   `-` is forbidden   `0` answers as to what doesn't exist   `x` is refused for what it is
 */
const workspaceRows: Row[] = [
  ["cannedReplies.create", "++++----", () => ({ ...cannedReply, scope: "personal" })],
  ["cannedReplies.create", "++------", () => ({ ...cannedReply, scope: "shared" })],
  // A shared one, and one of the agent's own.
  ["cannedReplies.delete", "++------", (at) => ({ replyId: at.sharedReplyId })],
  ["cannedReplies.delete", "00+0----", (at) => ({ replyId: at.ownReplyId })],
  ["cannedReplies.list", "++++----", () => ({})],
  ["cannedReplies.update", "++------", (at) => ({ ...cannedReply, replyId: at.sharedReplyId, version: 1 })],
  ["cannedReplies.update", "00+0----", (at) => ({ ...cannedReply, replyId: at.ownReplyId, version: 1 })],
  ["chats.addParticipants", "00+0+---", (at) => ({ chatId: at.groupId, userIds: [at.userId] })],
  ["chats.arrange", "00+0+---", (at) => ({ chatId: at.groupId, pinned: true })],
  // Who takes part but doesn't own it.
  ["chats.changeRole", "00-0----", (at) => ({ chatId: at.groupId, userId: at.userId, chatRole: "owner" })],
  ["chats.addFile", "+++00+0-", (at) => ({ chatId: at.chatId, ...upload() })],
  ["chats.addFile", "00+0+00-", (at) => ({ chatId: at.groupId, ...upload() })],
  ["chats.addFirstFile", "----++++", () => ({ token: newToken(), ...upload() })],
  ["chats.createGroup", "+++++---", (at) => ({ chatId: newId(), title: "New", userIds: [at.userId] })],
  ["chats.getChats", "+++++---", () => ({})],
  ["chats.getOpen", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["chats.getOpen", "+++00---", (at) => ({ chatId: at.chatId })],
  ["chats.getRows", "+++++---", (at) => ({ ids: `${at.groupId},${at.chatId}` }), { silent: true }],
  ["chats.getKind", "00+0+---", (at) => ({ chatId: at.groupId }), { silent: true }],
  ["chats.getThread", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["chats.leave", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["chats.list", "+++++---", () => ({})],
  ["chats.listNameable", "+++00---", (at) => ({ chatId: at.chatId })],
  ["chats.listNameable", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["chats.listNameable", "+++0----", (at) => ({ chatId: at.chatId }), { ticket: "requested" }],
  ["chats.listPeople", "+++++---", () => ({})],
  ["chats.listUnread", "+++++---", () => ({})],
  ["chats.markUnread", "00+0+---", (at) => ({ chatId: at.groupId, fromSeq: 1 })],
  ["chats.markRead", "00+0+---", (at) => ({ chatId: at.groupId, read: 1 })],
  ["chats.openDirect", "+++++---", (at) => ({ userId: at.userId })],
  ["chats.removeParticipant", "00-0----", (at) => ({ chatId: at.groupId, userId: at.userId })],
  ["chats.rename", "00+0+---", (at) => ({ chatId: at.groupId, title: "Renamed" })],
  // A note of somebody else, and the agent's own message in a group.
  ["chats.deleteMessage", "++-00---", (at) => ({ chatId: at.chatId, messageId: at.messageId })],
  ["chats.deleteMessage", "00+0----", inGroup],
  ["chats.editMessage", "---00---", (at) => ({ chatId: at.chatId, messageId: at.messageId, body: "Other" })],
  ["chats.editMessage", "00+0----", (at) => ({ ...inGroup(at), body: "Other" })],
  ["chats.getDraft", "+++00---", (at) => ({ chatId: at.chatId })],
  ["chats.getDraft", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["chats.expectFile", "+++00+0-", (at) => ({ chatId: at.chatId, fileId: newId(), size: 1 })],
  ["chats.expectFile", "00+0+00-", (at) => ({ chatId: at.groupId, fileId: newId(), size: 1 })],
  ["chats.expectFirstFile", "----++++", () => ({ token: newToken(), fileId: newId(), size: 1 })],
  ["chats.getStoredFile", "--------", (at) => ({ fileId: at.fileId })],
  // Of a message, and one that was not sent yet.
  ["chats.getSharedFile", "+++00---", (at) => ({ fileId: at.fileId })],
  ["chats.getSharedFile", "00+00---", (at) => ({ fileId: at.uploadId })],
  ["chats.listEdits", "+++00---", (at) => ({ chatId: at.chatId, messageId: at.messageId })],
  ["chats.listEdits", "00+0+---", inGroup],
  ["chats.reactToMessage", "+++00---", (at) => ({ chatId: at.chatId, messageId: at.messageId, ...thumb })],
  ["chats.reactToMessage", "00+0+---", (at) => ({ ...inGroup(at), ...thumb })],
  ["chats.saveDraft", "+++00---", (at) => ({ chatId: at.chatId, version: 9, body: "Well" })],
  ["chats.saveDraft", "00+0+---", (at) => ({ chatId: at.groupId, version: 9, body: "Well" })],
  [
    "chats.saveDraft",
    "+++0----",
    (at) => ({ chatId: at.chatId, version: 9, body: "Well" }),
    { ticket: "requested" },
  ],
  // Takes away own ones only, and is as silent about others'.
  ["chats.removeFile", "+++++++-", (at) => ({ chatId: at.chatId, fileId: at.uploadId }), { silent: true }],
  [
    "chats.removeFirstFile",
    "----++++",
    (at) => ({ token: newToken(), fileId: at.uploadId }),
    { silent: true },
  ],
  ["chats.send", "00+0+---", (at) => ({ chatId: at.groupId, ...message() })],
  // Of the agent's own message, with commands to carry out.
  ["commands.carryOut", "00+00---", (at) => ({ messageId: at.commandId, index: 0 })],
  ["commands.dismissRefusal", "00+00---", (at) => ({ messageId: at.commandId, index: 1 })],
  ["commands.getPlace", "+++00---", (at) => ({ chatId: at.chatId })],
  ["commands.getPlace", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["commands.getPlace", "+++0----", (at) => ({ chatId: at.chatId }), { ticket: "requested" }],
  ["commands.listHolders", "+++00---", (at) => ({ chatId: at.chatId })],
  ["commands.listHolders", "00+0+---", (at) => ({ chatId: at.groupId, made: true })],
  ["commands.listHolders", "+++0----", (at) => ({ chatId: at.chatId }), { ticket: "requested" }],
  ["commands.listRefusals", "+++00---", (at) => ({ chatId: at.chatId })],
  ["commands.refuse", "00+00---", (at) => ({ messageId: at.commandId, index: 0, refusal: {} })],
  ["customerMails.prepare", "--------", (at) => ({ chatId: at.chatId, customerId: at.customerId })],
  ["customerMails.settle", "--------", (at) => ({ mailId: at.mailId, providerId: null, error: null })],
  [
    "customers.addNote",
    "+++0----",
    (at) => ({ customerId: at.customerId, noteId: newId(), body: "Prefers mornings." }),
  ],
  // Of the agent.
  ["customers.deleteNote", "--+0----", (at) => ({ noteId: at.noteId })],
  ["customers.editNote", "--+0----", (at) => ({ noteId: at.noteId, body: "Prefers evenings." })],
  ["customers.restoreNote", "--+0----", (at) => ({ noteId: at.noteId })],
  ["customers.listAttributeNames", "++++----", () => ({})],
  ["customers.listDuplicates", "+++0----", (at) => ({ customerId: at.customerId })],
  // The other one's ticket is another team's.
  [
    "customers.merge",
    "++00----",
    (at) => ({ customerId: at.customerId, intoCustomerId: at.otherCustomerId }),
  ],
  [
    "customers.previewMerge",
    "++00----",
    (at) => ({ customerId: at.customerId, intoCustomerId: at.otherCustomerId }),
  ],
  ["customers.separate", "+++0----", (at) => ({ mergeId: at.mergeId })],
  [
    "customers.setAttribute",
    "+++0----",
    (at) => ({ customerId: at.customerId, name: "Plan", value: "Gold" }),
  ],
  ["customers.getCustomer", "+++0----", (at) => ({ customerId: at.customerId })],
  ["customers.getCustomerSession", "----x+++", () => ({})],
  ["customers.identifyCustomer", "-----++-", () => ({ name: "Somebody" })],
  ["customers.listCustomers", "++++----", () => ({})],
  ["customers.listOwnRequests", "----+++-", () => ({})],
  ["customers.redeemMailLink", "xxxxxxxx", () => ({ link: newToken(), token: newToken() })],
  ["customers.updateCustomer", "+++0----", (at) => ({ customerId: at.customerId, name: "Somebody" })],
  ["notifications.listNotifications", "+++++---", () => ({})],
  ["notifications.markRead", "+++++---", (at) => ({ read: [at.notificationId] }), { silent: true }],
  ["presence.customerHeartbeat", "----+++-", (at) => tab(at.chatId), { silent: true }],
  ["presence.listPresent", "+++++---", () => ({})],
  ["presence.memberHeartbeat", "+++++---", (at) => tab(at.chatId), { silent: true }],
  [
    "realtime.authorizeCustomerChannel",
    "-----+--",
    (at) => join(channelName.customerChat(here(at), at.chatId)),
  ],
  ["realtime.authenticateUser", "+++++---", () => ({ socketId: "1.2" })],
  [
    "realtime.authorizeMemberChannel",
    "+++-----",
    (at) => join(channelName.chat(here(at), { id: at.chatId, membersEpoch: 1 })),
  ],
  ["realtime.getCustomerChannel", "----0+0-", (at) => ({ chatId: at.chatId })],
  ["realtime.getMemberChannels", "+++++---", () => ({})],
  ["search.searchChats", "+++++---", () => ({ q: "order" })],
  ["search.searchMessages", "+++++---", () => ({ q: "order" })],
  ["search.searchPeople", "+++++---", () => ({ q: "person" })],
  // A view of the agent's team.
  ["tasks.arrangeViews", "+++0----", (at) => ({ viewIds: [at.viewId] })],
  ["tasks.archiveSupportChat", "--------", (at) => ({ ticketId: at.ticketId })],
  // A ticket, and work that the agent made: the other agent sees that but may not change it.
  ["tasks.assignTask", "+++00---", (at) => ({ taskId: at.ticketId, ...holder(at) })],
  ["tasks.assignTask", "+++-0---", (at) => ({ taskId: at.taskId, ...holder(at) })],
  // The agent's own.
  ["tasks.cancelBulkChange", "00+0----", (at) => ({ bulkChangeId: at.waitingBulkId })],
  ["tasks.changeInBulk", "00+0----", (at) => ({ bulkChangeId: at.waitingBulkId, number: at.number })],
  // Oneself, or nobody else: whoever sees it. Others: who may change it.
  ["tasks.changeFollowers", "+++00---", (at) => ({ taskId: at.ticketId })],
  ["tasks.changeFollowers", "++++0---", (at) => ({ taskId: at.taskId })],
  [
    "tasks.changeFollowers",
    "+++00---",
    (at) => ({ taskId: at.ticketId, remove: [at.userId] }),
    { silent: true },
  ],
  ["tasks.changeTaskStatus", "+++00---", (at) => ({ taskId: at.ticketId, status: "resolved" })],
  ["tasks.changeTaskStatus", "+++-0---", (at) => ({ taskId: at.taskId, status: "todo" })],
  ["tasks.changeView", "+++0----", (at) => ({ viewId: at.viewId, name: "Renamed" })],
  ["tasks.closeResolvedTicket", "--------", (at) => ({ ticketId: at.ticketId })],
  ["tasks.countQueue", "++++----", () => ({ address: "view=mine" })],
  ["tasks.countTickets", "++++----", () => ({})],
  ["tasks.createTask", "+++++---", () => work()],
  ["tasks.createTask", "++++0---", (at) => ({ ...work(), ...holder(at), chatId: at.taskChatId })],
  ["tasks.createTask", "00+0+---", (at) => ({ ...work(), chatId: at.groupId })],
  ["tasks.createTask", "+++00---", (at) => ({ ...work(), chatId: at.chatId })],
  ["tasks.deleteView", "+++0----", (at) => ({ viewId: at.viewId })],
  ["tasks.dismissBulkChange", "00+0----", (at) => ({ bulkChangeId: at.bulkChangeId })],
  ["tasks.getInbox", "++++----", () => ({ view: "all", q: "" })],
  ["tasks.getOpenTicket", "+++0----", (at) => ({ number: at.number })],
  ["tasks.getOwnThread", "----0+0-", (at) => ({ chatId: at.chatId })],
  ["tasks.getOwnThread", "----+00-", (at) => ({ chatId: at.chatId }), { ticket: "requested" }],
  ["tasks.getQueue", "++++----", () => ({ address: "view=mine" })],
  ["tasks.getTask", "+++00---", (at) => ({ number: at.number })],
  ["tasks.getTicket", "+++0----", (at) => ({ number: at.number })],
  ["tasks.getTicketRow", "+++0----", (at) => ({ ticketId: at.ticketId }), { silent: true }],
  ["tasks.getTicketThread", "+++0----", (at) => ({ chatId: at.chatId })],
  ["tasks.handOutTicket", "--------", (at) => ({ ticketId: at.ticketId })],
  ["tasks.handOverReopened", "--------", (at) => ({ ticketId: at.ticketId })],
  ["tasks.mergeTickets", "+++0----", (at) => ({ ticketId: at.ticketId, intoTicketId: at.requestedId })],
  // Into one that the agents don't see.
  ["tasks.mergeTickets", "++00----", (at) => ({ ticketId: at.ticketId, intoTicketId: at.hiddenTicketId })],
  ["tasks.holdTicket", "++++----", (at) => ({ ticketId: at.ticketId, open: false }), { silent: true }],
  ["tasks.linkTasks", "+++00---", (at) => ({ taskId: at.ticketId, otherTaskId: at.taskId, ...relation })],
  ["tasks.listAssignees", "++++----", () => ({})],
  ["tasks.listBulkChanges", "++++----", () => ({})],
  ["tasks.listBulkFailures", "00+0----", (at) => ({ bulkChangeId: at.bulkChangeId })],
  ["tasks.listBulkWork", "--------", (at) => ({ bulkChangeId: at.waitingBulkId, most: 1 })],
  ["tasks.listLinks", "+++00---", (at) => ({ taskId: at.ticketId })],
  ["tasks.listLinks", "++++0---", (at) => ({ taskId: at.taskId })],
  ["tasks.listQueue", "++++----", () => ({ address: "view=mine" })],
  ["tasks.listQueueViews", "++++----", () => ({})],
  ["tasks.listTaskRefs", "+++++---", (at) => ({ numbers: [at.number] }), { silent: true }],
  ["tasks.listWaitingTickets", "--------", () => ({})],
  ["tasks.listWorkHolders", "+++++---", () => ({})],
  ["tasks.listWorkHolders", "++++0---", (at) => ({ taskId: at.taskId })],
  ["tasks.listWorkHolders", "00+0+---", (at) => ({ chatId: at.groupId })],
  ["tasks.listTickets", "++++----", () => ({})],
  ["tasks.markOwnRead", "----0+0-", (at) => ({ chatId: at.chatId, read: 1 })],
  ["tasks.markOwnRead", "----+00-", (at) => ({ chatId: at.chatId, read: 1 }), { ticket: "requested" }],
  ["tasks.markTicketRead", "+++0----", (at) => ({ chatId: at.chatId, read: 1 })],
  [
    "tasks.refuseInBulk",
    "--------",
    (at) => ({ bulkChangeId: at.waitingBulkId, number: at.number, refusal: {} }),
  ],
  ["tasks.renameTask", "+++00---", (at) => ({ taskId: at.ticketId, title: "Another" })],
  ["tasks.renameTask", "+++-0---", (at) => ({ taskId: at.taskId, title: "Another" })],
  ["tasks.replyToTicket", "+++0----", (at) => ({ chatId: at.chatId, ...message() })],
  ["tasks.replyToTicket", "+++0----", (at) => ({ chatId: at.chatId, ...message(), replyToId: at.messageId })],
  ["tasks.replyToTicket", "+++0----", (at, world) => naming(world, at.chatId, "member", at.userId)],
  ["tasks.replyToTicket", "+++0----", (at, world) => naming(world, at.chatId, "team", at.teamId)],
  ["tasks.replyToTicket", "++00----", (at) => ({ chatId: at.chatId, ...message() }), { ticket: "hidden" }],
  // Only who uploaded a file can send it.
  ["tasks.replyToTicket", "xx+0----", (at) => ({ chatId: at.chatId, ...message(), fileIds: [at.uploadId] })],
  ["tasks.saveView", "++++----", () => ({ viewId: newId(), name: "Own", scope: "private", address: "" })],
  ["tasks.saveView", "++------", () => ({ viewId: newId(), name: "All", scope: "workspace", address: "" })],
  // Of a team that the agent is not in.
  [
    "tasks.saveView",
    "++------",
    (at) => ({ viewId: newId(), name: "Team", scope: "team", teamId: at.teamId, address: "" }),
  ],
  ["tasks.setDueDate", "+++-0---", (at) => ({ taskId: at.taskId, dueOn: "2030-01-01" })],
  // A task is no bug.
  ["tasks.setSeverity", "xxx-0---", (at) => ({ taskId: at.taskId, severity: "major" })],
  ["tasks.setTaskPriority", "+++00---", (at) => ({ taskId: at.ticketId, priority: "high" })],
  ["tasks.setTaskPriority", "+++-0---", (at) => ({ taskId: at.taskId, priority: "high" })],
  ["tasks.settleBulkChange", "--------", (at) => ({ bulkChangeId: at.waitingBulkId })],
  ["tasks.signalOwnTyping", "----0+0-", (at) => ({ chatId: at.chatId })],
  ["tasks.signalOwnTyping", "----+00-", (at) => ({ chatId: at.chatId }), { ticket: "requested" }],
  ["tasks.signalTyping", "+++0----", (at) => ({ chatId: at.chatId })],
  ["tasks.snoozeTicket", "+++0----", (at) => ({ ticketId: at.ticketId, until: tomorrow() })],
  // Whom a number leads nowhere is told so in the summary.
  ["tasks.startBulkChange", "++++----", (at) => bulk({ numbers: [at.number] }), { silent: true }],
  ["tasks.startBulkChange", "++++----", (at) => bulk({ numbers: [1] }, assigning(at.userId))],
  ["tasks.startBulkChange", "++++----", (at) => bulk({ numbers: [1] }, { kind: "team", teamId: at.teamId })],
  ["tasks.startBulkChange", "++++----", (at) => bulk({ numbers: [1] }, { kind: "tags", add: [at.tagId] })],
  ["tasks.startBulkChange", "+++x----", () => bulk({ address: "q=order" })],
  ["tasks.startSupportChat", "----++++", () => ({ chatId: newId(), message: message(), token: newToken() })],
  [
    "tasks.startSupportChat",
    "----+   ",
    (at) => ({ chatId: newId(), message: message(), inboxId: at.inboxId }),
  ],
  ["tasks.suggest", "+++++---", () => ({ q: "order" })],
  ["tasks.tagTask", "+++00---", (at) => ({ taskId: at.ticketId, add: [at.tagId], remove: [at.otherTagId] })],
  ["tasks.tagTask", "+++-0---", (at) => ({ taskId: at.taskId, add: [at.tagId] })],
  ["tasks.tagTask", "+++00---", (at) => ({ taskId: at.ticketId, create: ["Fragile"] })],
  ["tasks.takeNextTicket", "++++----", (at) => ({ openNumber: at.number }), { silent: true }],
  ["tasks.createTag", "++------", () => ({ name: newId().slice(-12), color: "red" })],
  ["tasks.changeTag", "++------", (at) => ({ tagId: at.tagId, color: "pink" })],
  ["tasks.deleteTag", "++------", (at) => ({ tagId: at.otherTagId })],
  ["tasks.restoreTag", "++------", (at) => ({ tagId: at.otherTagId })],
  ["tasks.mergeTags", "++------", (at) => ({ tagId: at.otherTagId, intoTagId: at.tagId })],
  ["tasks.listTags", "+++++---", () => ({})],
  ["tasks.listTagUse", "++------", () => ({})],
  ["tasks.undoBulkChange", "00+0----", (at) => ({ bulkChangeId: at.bulkChangeId, undoId: newId() })],
  ["tasks.setField", "+++00---", (at) => ({ taskId: at.ticketId, fieldId: at.fieldId, value: newId() })],
  ["tasks.setField", "+++-0---", (at) => ({ taskId: at.taskId, fieldId: at.fieldId, value: newId() })],
  [
    "tasks.createField",
    "++------",
    () => ({ name: newId().slice(-12), type: "number", shownOn: ["ticket"] }),
  ],
  ["tasks.setParent", "+++-0---", (at) => ({ taskId: at.taskId, parentTaskId: null })],
  ["tasks.setParent", "+++00---", (at) => ({ taskId: at.ticketId, parentTaskId: at.taskId })],
  ["tasks.setDescription", "+++-0---", (at) => ({ taskId: at.taskId, description: newId() })],
  ["tasks.changeField", "++------", (at) => ({ fieldId: at.fieldId, shownOn: ["ticket", "task"] })],
  ["tasks.archiveField", "++------", (at) => ({ fieldId: at.choiceFieldId })],
  ["tasks.restoreField", "++------", (at) => ({ fieldId: at.choiceFieldId })],
  ["tasks.arrangeFields", "xx------", () => ({ fieldIds: [] })],
  ["tasks.listFields", "+++++---", () => ({})],
  ["tasks.listManagedFields", "++------", () => ({})],
  ["tasks.undoChange", "+++-0---", (at) => ({ entryId: at.changeLineId })],
  [
    "tasks.splitTicket",
    "+++0----",
    (at) => ({ ticketId: at.ticketId, chatId: newId(), messageIds: [at.messageId], title: "Another" }),
  ],
  ["tasks.unsplitTicket", "xxx0----", (at) => ({ ticketId: at.ticketId })],
  ["tasks.unmergeTickets", "xxx0----", (at) => ({ ticketId: at.ticketId })],
  ["tasks.unlinkTasks", "+++00---", (at) => ({ taskId: at.ticketId, otherTaskId: at.taskId, ...relation })],
  ["tasks.warnBeforeClosing", "--------", (at) => ({ ticketId: at.ticketId })],
  ["tasks.wakeTicket", "--------", (at) => ({ ticketId: at.ticketId })],
  ["tasks.writeToSupport", "----0+0-", (at) => ({ chatId: at.chatId, ...message() })],
  [
    "tasks.writeToSupport",
    "----+00-",
    (at) => ({ chatId: at.chatId, ...message() }),
    { ticket: "requested" },
  ],
  ["workspaces.archive", "+-------", (_, world) => ({ name: world.workspace.name })],
  ["workspaces.archiveInbox", "++------", (at) => ({ inboxId: at.inboxId })],
  ["workspaces.changeRole", "++------", (at) => ({ userId: at.userId, role: "user" })],
  ["workspaces.createInbox", "++------", (at) => ({ name: "New", teamId: at.teamId })],
  ["workspaces.createTeam", "++------", (at) => ({ name: "New", userIds: [at.userId] })],
  ["workspaces.deleteSsoMapping", "+-------", (at) => ({ mappingId: at.mappingId })],
  ["workspaces.deleteTeam", "++------", (at) => ({ teamId: at.teamId })],
  ["workspaces.getFirstRunChecklist", "++------", () => ({})],
  ["workspaces.getTicketRules", "++------", () => ({})],
  [
    "workspaces.updateTicketRules",
    "++------",
    (at) => ({ closeResolvedAfterDays: 20, warningInboxIds: [at.inboxId] }),
  ],
  ["workspaces.getSettings", "+-------", () => ({})],
  ["workspaces.getShell", "+++++---", () => ({})],
  [
    "workspaces.inviteMember",
    "++------",
    (at) => ({ email: "new@example.com", role: "agent", teamIds: [at.teamId] }),
  ],
  // The last admin can't leave.
  ["workspaces.leave", "x++++---", () => ({})],
  ["workspaces.listAuditLog", "+-------", () => ({})],
  ["workspaces.listInboxes", "++------", () => ({})],
  ["workspaces.listInvitations", "++------", () => ({})],
  ["workspaces.listMembers", "+++++---", () => ({})],
  ["workspaces.listSsoMappings", "+-------", () => ({})],
  ["workspaces.listTeams", "+++++---", () => ({})],
  ["workspaces.removeMember", "++------", (at) => ({ userId: at.userId })],
  ["workspaces.renameTeam", "++------", (at) => ({ teamId: at.teamId, name: "Renamed" })],
  ["workspaces.resendInvitation", "++------", (at) => ({ invitationId: at.invitationId })],
  ["workspaces.revokeInvitation", "++------", (at) => ({ invitationId: at.invitationId })],
  ["workspaces.saveSsoMapping", "+-------", () => ({ claimValue: "others", role: "user" })],
  [
    "workspaces.setAssignmentMode",
    "++------",
    (at) => ({ teamId: at.teamId, assignmentMode: "round_robin" }),
  ],
  ["workspaces.setAvailability", "++++----", () => ({ available: false })],
  // Of somebody else: the agent of no team is that somebody.
  ["workspaces.setAvailability", "++-+----", (at) => ({ userId: at.userId, available: false })],
  ["workspaces.setCapacity", "++------", (at) => ({ userId: at.userId, capacity: 3 })],
  ["workspaces.setTeamMembers", "++------", (at) => ({ teamId: at.teamId, userIds: [at.userId] })],
  ["workspaces.update", "+-------", () => ({ agentsSeeAllTickets: true })],
  ["workspaces.updateInbox", "++------", (at) => ({ inboxId: at.inboxId, teamId: at.teamId })],
];

/** Nobody, somebody of another workspace, the admin of ours: about their own account, or with a link. */
const accountRows: Row[] = [
  ["people.cancelEmailChange", "-++", () => ({})],
  ["people.changePassword", "-++", () => ({ newPassword: "a very long new password" })],
  ["people.completeSetup", "xxx", () => ({ ...signUp(), email: "first@example.com", workspace: "First" })],
  ["people.confirmEmailChange", "xxx", () => ({ token: newToken() })],
  ["people.describeLink", "+++", () => ({ token: newToken(), purposes: ["sign_in"] })],
  ["people.disableTotp", "-xx", () => ({})],
  ["people.enableTotp", "-xx", () => ({ code: "123456" })],
  ["people.exportOwnData", "-++", () => ({})],
  ["people.getAccount", "-++", () => ({})],
  ["people.listSessions", "-++", () => ({})],
  ["people.passSecondFactor", "---", () => ({ challenge: newToken(), code: "123456" })],
  ["people.renewRecoveryCodes", "-xx", () => ({})],
  ["people.requestEmailChange", "-++", () => ({ email: "other@example.com" })],
  ["people.requestPasswordReset", "+++", () => ({ email: "somebody@example.com" })],
  ["people.requestSignInLink", "+++", () => ({ email: "somebody@example.com", wants: "sign_in" })],
  ["people.resetPassword", "xxx", () => ({ token: newToken(), password: "a very long new password" })],
  ["people.revokeOtherSessions", "-++", () => ({})],
  ["people.revokeSession", "-0+", (at) => ({ sessionId: at.sessionId })],
  ["people.setAvatar", "-++", () => ({ picture: null })],
  ["people.signInWithDemoLink", "xxx", () => ({ token: newToken() })],
  ["people.signInWithLink", "xxx", () => ({ token: newToken() })],
  // Its answer says whether it was right.
  ["people.signInWithPassword", "+++", () => ({ email: "somebody@example.com", password: "wrong" })],
  // Nobody's answer of a provider links it to somebody who didn't ask.
  ["people.signInWithProvider", "+++", (at) => ({ ...fromProvider, linkTo: at.userId }), { silent: true }],
  ["people.signOut", "-++", () => ({})],
  ["people.signUp", "xxx", signUp],
  ["people.signUpByInvitation", "xxx", signUp],
  ["people.startLinking", "-++", () => ({ provider: "google" })],
  ["people.startTotp", "-++", () => ({})],
  ["people.unlinkProvider", "-xx", () => ({ provider: "google" })],
  ["people.updateProfile", "-++", () => ({ name: "Renamed" })],
  ["workspaces.acceptInvitation", "-xx", () => ({ token: newToken() })],
  ["workspaces.create", "-++", () => ({ name: `Workspace ${newId()}` })],
  ["workspaces.getInvitation", "xxx", () => ({ token: newToken() })],
  ["workspaces.listMine", "-++", () => ({})],
  // Open ones are nobody's to restore.
  ["workspaces.restore", "-00", (at) => ({ slug: at.slug })],
];

type Row = [
  name: string,
  expected: string,
  input: (at: Targets, world: World) => unknown,
  options?: {
    /** Strange ids are answered without a word of refusal. */
    silent?: boolean;
    /** Whose ticket the targets are; that of `customer` in the team of `agent` when left out. */
    ticket?: "hidden" | "requested";
  },
];

function inGroup(at: Targets) {
  return { chatId: at.groupId, messageId: at.groupMessageId };
}
function naming({ outsider, otherTeam }: World, chatId: string, kind: "member" | "team", id: string) {
  const body = `@${outsider.user.name} @${otherTeam.name}`;
  return { chatId, id: newId(), body, mentions: [{ kind, id }] };
}
const cannedReply = { shortcut: "later", title: "Later", body: "We will be back." };
const thumb = { emoji: "👍", on: true };
function message() {
  return { id: newId(), body: "Hello" };
}
function upload() {
  const id = newId();
  const received = {
    storageKey: `files/${id}/${id}.bin`,
    thumbnailKey: null,
    contentType: "text/plain",
    size: 1,
    width: null,
    height: null,
  };
  return { fileId: id, name: "a.txt", received };
}
function tab(chatId: string) {
  return { tabId: newId(), chatId, state: "online" };
}
function join(channel: string) {
  return { socketId: "1.2", channel };
}
function here({ workspaceId }: Targets) {
  return { workspaceId, epoch: 1 };
}
function work() {
  return { taskId: newId(), type: "bug", title: "Broken" };
}
function holder({ userId, teamId }: Targets) {
  return { assigneeUserId: userId, teamId };
}
const ownBulkId = newId();
function bulk(which: object, deed: object = { kind: "priority", priority: "low" }) {
  return { bulkChangeId: ownBulkId, deed, ...which };
}
const assigning = (userId: string) => ({ kind: "assignee", userId });
const relation = { kind: "relates_to" };
function tomorrow() {
  return new Date(Date.now() + 86_400_000).toISOString();
}
function signUp() {
  return {
    token: newToken(),
    name: "New",
    password: "a very long new password",
    timeZone: "UTC",
    locale: "en",
  };
}
const fromProvider = {
  secondFactor: false,
  provider: "google",
  accountId: newId(),
  email: "somebody@example.com",
  emailVerified: true,
  name: "Somebody",
  label: null,
  claimValues: null,
  providerName: "Google",
};

let ours: World;
let theirs: World;
let people: Caller[];
let accounts: AccountCaller[];
beforeAll(async () => {
  ({ ours, theirs } = await makeTwoWorlds());
  const { admin, manager, agent, outsider, user, customer, otherCustomer, visitor } = ours;
  people = [admin, manager, agent, outsider, user, customer, otherCustomer, visitor];
  accounts = await accountsOf(ours);
});

test("every operation has its row, and every row its operation", () => {
  const rows = new Set([...workspaceRows, ...accountRows].map(([name]) => name));
  expect([...rows].sort()).toEqual([...operations.keys()].sort());
});

const outcome = (answer: Answer, unknown: Answer | undefined, silent = false): string => {
  if ("error" in answer && ["FORBIDDEN", "UNAUTHENTICATED"].includes(answer.error.code)) return "-";
  if (silent && "ok" in answer) return answer.ok === null ? "0" : "+";
  if (unknown && JSON.stringify(answer) === JSON.stringify(unknown)) return "0";
  return "ok" in answer ? "+" : "x";
};

const everyone = () => [...people, ...accounts];
describe.each([
  ["in a workspace", workspaceRows, 0],
  ["of an account", accountRows, 8],
] as const)("operations %s", (_, rows, offset) => {
  test.each(rows)("%s %s", async (name, expected, input, options = {}) => {
    const operation = operations.get(name) as AnyOperation;
    const own = targetsOf(ours, ours[options.ticket ?? "ticket"]);
    const foreign = targetsOf(theirs, theirs[options.ticket ?? "ticket"]);
    const keys = targetsRead((at) => input(at, ours), own);
    let outcomes = "";
    for (const [index, mark] of [...expected].entries()) {
      if (mark === " ") {
        outcomes += mark;
        continue;
      }
      const caller = everyone()[offset + index]!;
      const ask = (at: Targets) => attempt(operation, caller, input(at, ours));
      const strange = new Map<keyof Targets, Answer[]>();
      for (const key of keys) {
        const answers: Answer[] = [];
        for (const value of strangeValues(key, own, foreign))
          answers.push(await ask(swapped(own, key, value as never)));
        strange.set(key, answers);
        // Another workspace's and another type's ids answer as unknown ones do.
        expect({ key, answers }).toEqual({ key, answers: answers.map(() => answers[0]) });
        if (!options.silent) expect({ key, refused: "error" in answers[0]! }).toEqual({ key, refused: true });
      }
      outcomes += outcome(await ask(own), strange.get(keys[0]!)?.[0], options.silent);
    }
    expect(outcomes).toBe(expected);
  });
});
