import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, cannedReplies, domainEvents } from "@/db/schema";
import { asMember, makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import type { Caller } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { editMessage } from "@/lib/domain/chats/commands/edit-message";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { createCannedReply } from "./commands/create-canned-reply";
import { deleteCannedReply } from "./commands/delete-canned-reply";
import { updateCannedReply } from "./commands/update-canned-reply";
import { listCannedReplies } from "./queries/list-canned-replies";

useTestDatabase();

const words = { shortcut: "late", title: "A late parcel", body: "Sorry, {{customer.first_name}}!" };
const shared = { ...words, scope: "shared" } as const;
const personal = { ...words, scope: "personal" } as const;
const wrong = (field: string, problem: string) => ({
  code: "INVALID",
  details: { fields: [expect.objectContaining({ field, problem })] },
});

async function desk() {
  const workspace = await makeWorkspace();
  const [manager, other, agent, colleague] = await Promise.all([
    makeMember(workspace, "manager"),
    makeMember(workspace, "admin"),
    makeMember(workspace, "agent"),
    makeMember(workspace, "agent"),
  ]);
  return { workspace, manager, other, agent, colleague };
}
const seen = async (caller: Caller) =>
  (await read(listCannedReplies, caller, {})).replies.map(
    ({ scope, shortcut, mayChange }) => `${scope} ${shortcut}${mayChange ? " own" : ""}`,
  );

test("everybody sees the shared ones and their own, whoever has other rights only what they may", async () => {
  const { workspace, manager, agent, colleague } = await desk();
  await run(createCannedReply, manager, shared);
  // Another scope is another shelf.
  const { id } = await run(createCannedReply, agent, personal);
  await run(createCannedReply, colleague, personal);
  expect(await seen(agent)).toEqual(expect.arrayContaining(["shared late", "personal late own"]));
  expect((await seen(agent)).length).toBe(2);
  expect(await seen(manager)).toEqual(["shared late own"]);
  // Own ones are nobody else's, whatever their role.
  const foreign = { ...words, replyId: id, version: 1 };
  await expect(run(updateCannedReply, manager, foreign)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(run(deleteCannedReply, manager, { replyId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  // Who no longer handles tickets has none.
  const former = asMember(workspace, agent.user, "user");
  await expect(run(deleteCannedReply, former, { replyId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(read(listCannedReplies, former, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a shortcut is one reply's, however it is written, and of two who take it at once one gets it", async () => {
  const { manager, other, agent } = await desk();
  const both = await Promise.allSettled([
    run(createCannedReply, manager, shared),
    run(createCannedReply, other, { ...shared, shortcut: "/LATE " }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(lost.reason).toMatchObject(wrong("shortcut", "taken"));
  const { id } = await run(createCannedReply, agent, { ...personal, shortcut: "ЗАКАЗ" });
  await run(createCannedReply, agent, personal);
  await expect(run(updateCannedReply, agent, { ...words, replyId: id, version: 1 })).rejects.toMatchObject(
    wrong("shortcut", "taken"),
  );
  await expect(run(createCannedReply, agent, { ...personal, shortcut: "заказ" })).rejects.toMatchObject(
    wrong("shortcut", "taken"),
  );
});

test("bad input is refused by the name of its field", async () => {
  const { manager } = await desk();
  for (const [given, field, problem] of [
    [{ shortcut: " / " }, "shortcut", "required"],
    [{ shortcut: "two words" }, "shortcut", "shortcut"],
    [{ shortcut: "x".repeat(41) }, "shortcut", "too_long"],
    [{ title: "\u200b" }, "title", "required"],
    [{ title: "x".repeat(81) }, "title", "too_long"],
    [{ body: " \n " }, "body", "required"],
    [{ body: "x".repeat(10_001) }, "body", "too_long"],
  ] as const) {
    await expect(run(createCannedReply, manager, { ...shared, ...given })).rejects.toMatchObject(
      wrong(field, problem),
    );
  }
  expect(await seen(manager)).toEqual([]);
});

test("who changes what somebody else changed first is told, and nothing is lost", async () => {
  const { workspace, manager, other } = await desk();
  const { id: replyId } = await run(createCannedReply, manager, shared);
  const change = { replyId, version: 1, ...words };
  const both = await Promise.allSettled([
    run(updateCannedReply, manager, { ...change, body: "One" }),
    run(updateCannedReply, other, { ...change, body: "Two" }),
  ]);
  const won = both.findIndex(({ status }) => status === "fulfilled");
  expect(both[1 - won]).toMatchObject({
    reason: {
      code: "CONFLICT",
      details: { reason: "changed_by_other", values: { by: [manager, other][won]!.user.name } },
    },
  });
  const [kept] = (await read(listCannedReplies, manager, {})).replies;
  expect(kept).toMatchObject({ body: ["One", "Two"][won], version: 2 });
  // What is the same already is no change.
  const { shortcut, title, body } = kept!;
  await run(updateCannedReply, manager, { replyId, version: 2, shortcut, title, body });

  const deleted = await run(deleteCannedReply, manager, { replyId });
  await run(createCannedReply, manager, deleted);
  expect((await read(listCannedReplies, manager, {})).replies).toMatchObject([{ shortcut, title, body }]);
  const inWorkspace = (name: string) =>
    and(eq(domainEvents.workspaceId, workspace.id), eq(domainEvents.name, name));
  const trail = await systemDb().select().from(domainEvents).where(inWorkspace("canned_reply.changed"));
  expect(trail.length).toBe(4);
  expect(JSON.stringify(trail)).not.toContain(body);
  const audited = await systemDb().select().from(auditLog).where(eq(auditLog.workspaceId, workspace.id));
  expect(audited.map(({ action }) => action).sort()).toEqual([
    "canned_reply.changed",
    "canned_reply.created",
    "canned_reply.created",
    "canned_reply.deleted",
  ]);
});

test("there is room for so many, and no more", async () => {
  const { workspace, agent } = await desk();
  const row = { workspaceId: workspace.id, title: "T", body: "B", updatedBy: agent.user.id };
  await systemDb()
    .insert(cannedReplies)
    .values(
      Array.from({ length: 200 }, (_, n) => ({
        ...row,
        id: newId(),
        ownerUserId: agent.user.id,
        shortcut: `n${n}`,
      })),
    );
  await expect(run(createCannedReply, agent, personal)).rejects.toMatchObject({
    code: "CONFLICT",
    details: { reason: "too_many_canned_replies", values: { limit: 200 } },
  });
});

test("an answer or note with a variable in it is refused, also as a change, but for code and other chats", async () => {
  const { workspace, agent, colleague } = await desk();
  const ticket = await makeTicket(workspace, {});
  const chatId = ticket.chatId!;
  const refused = wrong("body", "unfilled_variables");
  for (const kind of ["message", "note"] as const) {
    const id = newId();
    await expect(
      run(replyToTicket, agent, { chatId, id, kind, body: "Hi {{customer.name}}", sendAnyway: true }),
    ).rejects.toMatchObject(refused);
    await run(replyToTicket, agent, { chatId, id, kind, body: "Hi `{{ user }}`", sendAnyway: true });
    await expect(
      run(editMessage, agent, { chatId, messageId: id, body: "{{order number}}" }),
    ).rejects.toMatchObject(refused);
  }
  const groupId = newId();
  await run(createGroup, agent, { chatId: groupId, title: "Depot", userIds: [colleague.user.id] });
  await run(sendToChat, agent, { chatId: groupId, id: newId(), body: "We write {{customer.name}} there" });
});
