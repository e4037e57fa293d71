import { eq } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { tasks } from "@/db/schema";
import { makeMember, makeStranger, makeWorkspace } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { run, runAccount } from "@/lib/core/command";
import type { AccountCaller, Caller } from "@/lib/core/context";
import { AppError, publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { AnyOperation } from "@/lib/core/operation";
import { read, readAccount } from "@/lib/core/query";

/** Everything that an input can point at. */
export type Targets = ReturnType<typeof targetsOf>;

export function targetsOf(world: World, ticket = world.ticket) {
  return {
    workspaceId: world.workspace.id,
    slug: world.workspace.slug,
    userId: world.outsider.user.id,
    sessionId: world.admin.account.user!.sessionId,
    teamId: world.otherTeam.id,
    inboxId: world.inbox.id,
    ticketId: ticket.id,
    requestedId: world.requested.id,
    hiddenTicketId: world.hidden.id,
    taskId: world.task.id,
    tagId: world.tagId,
    otherTagId: world.otherTagId,
    fieldId: world.fieldId,
    choiceFieldId: world.choiceFieldId,
    commandId: world.commandId,
    changeLineId: world.changeLineId,
    taskChatId: world.task.chatId,
    chatId: ticket.chatId!,
    groupId: world.groupId,
    messageId: world.messageId,
    groupMessageId: world.groupMessageId,
    fileId: world.fileId,
    uploadId: world.uploadId,
    number: ticket.number,
    customerId: ticket.customerId!,
    otherCustomerId: world.otherCustomer.customer.id,
    noteId: world.noteId,
    mergeId: world.mergeId,
    invitationId: world.invitationId,
    mappingId: world.mappingId,
    notificationId: world.notificationId,
    mailId: world.mailId,
    sharedReplyId: world.sharedReplyId,
    ownReplyId: world.ownReplyId,
    viewId: world.viewId,
    bulkChangeId: world.bulkChangeId,
    waitingBulkId: world.waitingBulkId,
  };
}

/** Two workspaces that know nothing of each other; numbers of the other one's tickets don't exist here. */
export async function makeTwoWorlds(): Promise<{ ours: World; theirs: World }> {
  const [ours, theirs] = [await makeWorld(), await makeWorld()];
  theirs.ticket.number += 900;
  await systemDb().update(tasks).set({ number: theirs.ticket.number }).where(eq(tasks.id, theirs.ticket.id));
  return { ours, theirs };
}

/** Targets of which one is swapped. */
export function swapped<K extends keyof Targets>(targets: Targets, key: K, value: Targets[K]): Targets {
  return { ...targets, [key]: value };
}

/** Values that must all answer alike in the place of an own one. */
export function strangeValues(key: keyof Targets, ours: Targets, theirs: Targets): (string | number)[] {
  if (key === "number") return [901_000_000, theirs.number];
  if (key === "slug") return ["no-such-workspace", theirs.slug];
  const anotherType = key === "inboxId" ? ours.customerId : ours.inboxId;
  return [newId(), theirs[key], anotherType];
}

/** Which targets an input reads. */
export function targetsRead(input: (at: Targets) => unknown, targets: Targets): (keyof Targets)[] {
  const read = new Set<keyof Targets>();
  input(
    new Proxy(targets, {
      get: (all, key: keyof Targets) => {
        read.add(key);
        return all[key];
      },
    }),
  );
  return [...read];
}

export type Answer = { ok: unknown } | { error: ReturnType<typeof publicError> };

class Undo extends Error {
  constructor(readonly output: unknown) {
    super("undo");
  }
}

/** What an operation answers to a caller. What it did is taken back, so that each attempt meets the same world. */
export async function attempt(
  operation: AnyOperation,
  caller: Caller | AccountCaller,
  input: unknown,
): Promise<Answer> {
  const undone = {
    ...operation,
    handle: async (ctx: never, parsed: never) => {
      throw new Undo(await operation.handle(ctx, parsed));
    },
  } as AnyOperation;
  try {
    await call(undone, caller, input as never);
    throw new Error("The attempt was not taken back.");
  } catch (error) {
    if (error instanceof Undo) return { ok: error.output };
    if (!(error instanceof AppError)) throw error;
    return { error: publicError(error) };
  }
}

function call(operation: AnyOperation, caller: Caller | AccountCaller, input: never): Promise<unknown> {
  if (operation.scope === "account") {
    const account = caller as AccountCaller;
    return operation.kind === "query"
      ? readAccount(operation, account, input)
      : runAccount(operation, account, input);
  }
  const member = caller as Caller;
  return operation.kind === "query" ? read(operation, member, input) : run(operation, member, input);
}

/** Nobody, and two people of whom only the first is in the workspace. */
export async function accountsOf(world: World): Promise<AccountCaller[]> {
  const elsewhere = await makeMember(await makeWorkspace(), "admin");
  return [makeStranger(), elsewhere.account, world.admin.account];
}
