import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { openDirectChat } from "@/lib/domain/chats/commands/open-direct-chat";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import type { TestMember } from "./factories";

/** A group that its first member made and owns. @returns its id */
export async function makeGroup(
  [owner, ...others]: [TestMember, ...TestMember[]],
  title: string | null = "Depot",
): Promise<string> {
  const userIds = others.map(({ user }) => user.id);
  const { chatId } = await run(createGroup, owner, { chatId: newId(), title, userIds });
  return chatId;
}

/** The chat of two members. @returns its id */
export async function makeDirectChat(one: TestMember, other: TestMember): Promise<string> {
  return (await run(openDirectChat, one, { userId: other.user.id })).chatId;
}

/** Somebody writes in a direct or group chat. @returns the message's id */
export async function say(by: TestMember, chatId: string, body = "Hello"): Promise<string> {
  const id = newId();
  await run(sendToChat, by, { chatId, id, body });
  return id;
}
