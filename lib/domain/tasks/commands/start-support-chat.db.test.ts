import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, customers, customerTokens } from "@/db/schema";
import { makeInbox, makeVisitor, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { startSupportChat } from "./start-support-chat";

useTestDatabase();

const firstMessage = (body = "Hello") => ({
  chatId: newId(),
  message: { id: newId(), body },
  token: newToken(),
});

async function chatPage(given: Parameters<typeof makeInbox>[1] = {}) {
  const workspace = await makeWorkspace();
  const inbox = await makeInbox(workspace, given);
  const counts = async () => ({
    chats: await systemDb().$count(chats, eq(chats.workspaceId, workspace.id)),
    customers: await systemDb().$count(customers, eq(customers.workspaceId, workspace.id)),
    tokens: await systemDb().$count(customerTokens, eq(customerTokens.workspaceId, workspace.id)),
  });
  return { counts, visitor: () => makeVisitor(workspace, inbox.id) };
}
const one = { chats: 1, customers: 1, tokens: 1 };

test("a visitor who sends again after a lost answer starts nothing twice", async () => {
  const { visitor, counts } = await chatPage();
  const first = firstMessage();
  const posted = await run(startSupportChat, visitor(), first);
  const again = await run(startSupportChat, visitor(), first);
  expect(again).toMatchObject({ chatId: posted.chatId, entry: { id: first.message.id }, isNew: false });
  expect(await counts()).toEqual(one);
});

test("two tabs that send the same first message at once start one conversation", async () => {
  const { visitor, counts } = await chatPage();
  const first = firstMessage();
  const answers = await Promise.all([1, 2, 3, 4].map(() => run(startSupportChat, visitor(), first)));
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await counts()).toEqual(one);
});

test("an inbox that wants to know its customers refuses anonymous ones, naming what is missing", async () => {
  const { visitor, counts } = await chatPage({ requireIdentity: true });
  await expect(run(startSupportChat, visitor(), { ...firstMessage(), name: "Marta" })).rejects.toMatchObject({
    code: "INVALID",
    details: { fields: [{ field: "email", problem: "required" }] },
  });
  expect(await counts()).toEqual({ chats: 0, customers: 0, tokens: 0 });
  const who = { name: "Marta", email: "Marta@Example.com" };
  await run(startSupportChat, visitor(), { ...firstMessage(), ...who });
  expect(await counts()).toEqual(one);
});
