import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { systemDb } from "@/db/client";
import { messages } from "@/db/schema";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import type { EventLine } from "@/lib/domain/chats/views";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import type { WorkView } from "@/lib/domain/tasks/views";
import type { TestMember } from "./factories";

/** Some work that a member makes; without a chat given it gets one of its own. */
export function makeWork(
  by: TestMember,
  given: Partial<z.input<(typeof createTask)["input"]>> = {},
): Promise<WorkView> {
  return run(createTask, by, { taskId: newId(), type: "bug", title: "Login is broken", ...given });
}

/** A private group chat, owned by the first of them. */
export async function makeGroup(members: [TestMember, ...TestMember[]], title = "Launch"): Promise<string> {
  const [owner, ...others] = members;
  const chatId = newId();
  await run(createGroup, owner, { chatId, title, userIds: others.map(({ user }) => user.id) });
  return chatId;
}

/** The lines that the system wrote in a chat, oldest first. */
export async function linesOf(chatId: string): Promise<(EventLine & { id: string })[]> {
  const rows = await systemDb()
    .select({ id: messages.id, event: messages.event })
    .from(messages)
    .where(and(eq(messages.chatId, chatId), eq(messages.kind, "event")))
    .orderBy(asc(messages.seq));
  return rows.map(({ id, event }) => ({ ...(event as EventLine), id }));
}
/** All that stands in a chat, oldest first. */
export function entriesOf(chatId: string) {
  return systemDb().select().from(messages).where(eq(messages.chatId, chatId)).orderBy(asc(messages.seq));
}
