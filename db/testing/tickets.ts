import { and, eq } from "drizzle-orm";
import { systemDb } from "@/db/client";
import { tasks } from "@/db/schema";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat";
import { makeCustomer, type TestCustomer, type TestMember, type TestWorkspace } from "./factories";

/** A ticket that a customer, or a member as the one who asks, opened by writing; held as given. */
export async function makeTicket(
  workspace: TestWorkspace,
  given: {
    assigneeUserId?: string;
    teamId?: string;
    customer?: TestCustomer;
    member?: TestMember;
    words?: string;
  } = {},
) {
  const {
    member,
    words = "Hello, where is my order?",
    customer = await makeCustomer(workspace),
    ...holder
  } = given;
  const chatId = newId();
  await run(startSupportChat, member ?? customer, {
    chatId,
    message: { id: newId(), body: words },
  });
  const one = and(eq(tasks.workspaceId, workspace.id), eq(tasks.chatId, chatId));
  if (Object.keys(holder).length > 0) await systemDb().update(tasks).set(holder).where(one);
  const [ticket] = await systemDb().select().from(tasks).where(one);
  return { ...ticket!, customer };
}

export async function ticketById(workspace: TestWorkspace, id: string) {
  const [ticket] = await systemDb()
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, workspace.id), eq(tasks.id, id)));
  return ticket!;
}
