import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, customers, files, tasks } from "@/db/schema";
import { makeVisitor, useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { type Caller, systemCaller } from "@/lib/core/context";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { addFirstFile } from "@/lib/domain/chats/commands/add-first-file";
import { removeFirstFile } from "@/lib/domain/chats/commands/remove-first-file";
import { getStoredFile } from "@/lib/domain/chats/queries/get-stored-file";
import type { CustomerEntry } from "@/lib/domain/chats/views";
import { removeUnsentFiles } from "@/lib/domain/upkeep/clean-up-files";
import { getOwnThread, getTicketThread } from "../queries/get-thread";
import { startSupportChat } from "./start-support-chat";
import { writeToSupport } from "./write-to-support";

useTestDatabase();
let world: World;
let theirs: World;
let visitor: Caller;
let uploadToken: string;
beforeAll(async () => {
  process.env.CHATS_STARTED_PER_ADDRESS = "1000";
  [world, theirs] = [await makeWorld(), await makeWorld()];
});
beforeEach(() => {
  visitor = world.visitor;
  uploadToken = newToken();
});

type Given = { token?: string; id?: string; name?: string };
async function upload(
  by: Caller = visitor,
  { token = uploadToken, id = newId(), name = "plan.pdf" }: Given = {},
) {
  const received = {
    storageKey: `files/${by.workspaceId}/${newId()}.bin`,
    thumbnailKey: null,
    contentType: "application/pdf",
    size: 12,
    width: null,
    height: null,
  };
  const { file } = await run(addFirstFile, by, { token, fileId: id, name, received });
  return file.id;
}
const first = (fileIds: string[], body = "") => ({
  chatId: newId(),
  message: { id: newId(), body, fileIds },
  token: newToken(),
  uploadToken,
});
const start = (given: ReturnType<typeof first>, by: Caller = visitor) => run(startSupportChat, by, given);
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const unknown = {
  code: "INVALID",
  fields: [{ field: "message.fileIds.0", problem: "unknown_file" }],
};
const rowOf = async (id: string, { workspace } = world) =>
  (
    await systemDb()
      .select()
      .from(files)
      .where(and(eq(files.workspaceId, workspace.id), eq(files.id, id)))
  )[0];
const stored = (fileId: string) => read(getStoredFile, systemCaller(world.workspace.id, "files"), { fileId });

describe("the first message of a conversation", () => {
  test("takes along what was uploaded before, in its order, also without a word", async () => {
    const ids = [
      await upload(visitor, { name: "a.pdf" }),
      await upload(visitor, { name: "b.pdf" }),
    ].reverse();
    const given = first(ids);
    const { entry, isNew } = await start(given);
    expect(isNew).toBe(true);
    expect((entry as CustomerEntry).files.map(({ name }) => name)).toEqual(["b.pdf", "a.pdf"]);
    const [chat] = await systemDb().select().from(chats).where(eq(chats.id, given.chatId));
    expect(chat).toMatchObject({ lastMessageText: "📎 b.pdf +1" });
    const [task] = await systemDb().select().from(tasks).where(eq(tasks.chatId, given.chatId));
    expect(task).toMatchObject({ title: "📎 b.pdf +1" });
    expect(await rowOf(ids[0]!)).toMatchObject({
      chatId: given.chatId,
      messageId: given.message.id,
      uploaderCustomerId: chat!.customerId,
      uploadTokenHash: null,
    });
    const shown = await read(getTicketThread, world.admin, { chatId: given.chatId });
    expect(shown.entries.at(-1)?.files).toHaveLength(2);
  });

  test("of a customer who is known, and of a member, takes them too", async () => {
    for (const by of [world.customer, world.user]) {
      const id = await upload(by);
      const { chatId } = await start({ ...first([id], "See"), token: undefined as never }, by);
      const { entries } = await read(getOwnThread, by, { chatId });
      expect(entries.at(-1)).toMatchObject({ body: "See", files: [{ id }] });
    }
  });

  test("sent again, or many times at once, has them once", async () => {
    const given = first([await upload()], "Here");
    const answers = await Promise.all([1, 2, 3, 4].map(() => start(given)));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    for (const { entry } of [...answers, await start(given)])
      expect((entry as CustomerEntry).files).toHaveLength(1);
  });

  test("that says nothing and has nothing is refused by name", async () => {
    for (const body of ["", " \n", "\u200B\u2060", "\u0000\u202E"])
      expect(await refusal(start(first([], body)))).toEqual({
        code: "INVALID",
        fields: [{ field: "message.body", problem: "required" }],
      });
    const many = Array.from({ length: 11 }, () => newId());
    expect(await refusal(start(first(many)))).toMatchObject({ fields: [{ field: "message.fileIds" }] });
  });
});

describe("a file that isn't there for it", () => {
  test("is refused alike: unknown, of another token, another workspace's, sent before, one's own of a chat", async () => {
    const before = await systemDb().$count(customers);
    const sent = await upload();
    await start(first([sent], "Mine"));
    const others = [
      newId(),
      await upload(visitor, { token: newToken() }),
      await upload(makeVisitor(theirs.workspace, theirs.inbox.id)),
      sent,
      world.uploadId,
    ];
    for (const id of others) expect(await refusal(start(first([id], "x")))).toEqual(unknown);
    const without = { ...first([await upload()], "x"), uploadToken: undefined as never };
    expect(await refusal(start(without))).toEqual(unknown);
    // Nobody became a customer by being refused.
    expect(await systemDb().$count(customers)).toBe(before + 1);
  });

  test("can't be had by a message of a conversation that exists", async () => {
    const id = await upload(world.customer);
    const at = { chatId: world.ticket.chatId!, id: newId(), fileIds: [id] };
    expect(await refusal(run(writeToSupport, world.customer, at))).toMatchObject({ code: "INVALID" });
  });

  test("of two first messages that want the same one, one gets it", async () => {
    const id = await upload();
    const answers = await Promise.all([first([id]), first([id])].map((given) => refusal(start(given))));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers).toContainEqual(unknown);
  });
});

describe("an upload before the conversation", () => {
  test("is told by its own address, taken back by its token alone, and a sent one by nobody", async () => {
    const [id, sent] = [await upload(), await upload()];
    await start(first([sent], "x"));
    const take = (token: string, fileId = id) => run(removeFirstFile, visitor, { token, fileId });
    await take(newToken());
    await take(uploadToken, sent);
    expect([await stored(id), await stored(sent)]).not.toContain(null);
    await take(uploadToken);
    await take(uploadToken);
    expect(await stored(id)).toBeNull();
  });

  test("under the id of another's is refused, and changes nothing of that", async () => {
    const id = await upload(visitor, { name: "mine.txt" });
    expect(await refusal(upload(visitor, { id, token: newToken() }))).toMatchObject({
      code: "CONFLICT",
      reason: "file_id_in_use",
    });
    expect(await upload(visitor, { id, name: "other.txt" })).toBe(id);
    expect(await rowOf(id)).toMatchObject({ name: "mine.txt" });
  });

  test.each(["", "short", "x".repeat(44), "é".repeat(43)])(
    "with the token %j is refused by name",
    async (token) => {
      expect(await refusal(upload(visitor, { token }))).toMatchObject({
        code: "INVALID",
        fields: [{ field: "token" }],
      });
    },
  );

  test("is kept under no token that could be read, and gone when nobody sends it", async () => {
    const id = await upload();
    expect(JSON.stringify(await rowOf(id))).not.toContain(uploadToken);
    await systemDb()
      .update(files)
      .set({ createdAt: new Date(Date.now() - 90_000_000) })
      .where(eq(files.id, id));
    await removeUnsentFiles();
    expect(await rowOf(id)).toBeUndefined();
  });
});
