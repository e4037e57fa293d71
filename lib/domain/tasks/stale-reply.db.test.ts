import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { messages, tasks } from "@/db/schema";
import { makeMember, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { changeTaskStatus } from "./commands/change-task-status";
import { replyToTicket } from "./commands/reply-to-ticket";
import { writeToSupport } from "./commands/write-to-support";
import { getTicketThread } from "./queries/get-thread";
import type { StaleReply } from "./stale-reply";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
let seen: number;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  seen = await end();
});

type Given = { id?: string; baseSeq?: number; sendAnyway?: boolean; kind?: "message" | "note" };

const end = async () => (await read(getTicketThread, world.agent, { chatId: ticket.chatId! })).state.seq;
const reply = (body: string, given: Given = {}, by = world.agent) =>
  run(replyToTicket, by, { chatId: ticket.chatId!, id: newId(), body, baseSeq: seen, ...given });
const write = (body = "One more thing", id = newId()) =>
  run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id, body });
const missedBy = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => {
      const { code, reason, values } = publicError(error);
      expect({ code, reason }).toEqual({ code: "CONFLICT", reason: "stale_reply" });
      return values as StaleReply;
    },
  );
const bodies = async () => {
  const { entries } = await read(getTicketThread, world.admin, { chatId: ticket.chatId! });
  return entries.filter(({ kind }) => kind !== "event").map(({ body }) => body);
};

/** Resolves once so many wait for a lock in this database. */
async function queued(count: number): Promise<void> {
  const waiting = sql`select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`;
  for (;;) {
    const [row] = await systemDb().execute<{ count: number }>(waiting);
    if (row!.count >= count) return;
  }
}

describe("a reply into a thread that has moved on", () => {
  test("is refused with what the customer and other members wrote, and stores nothing", async () => {
    await write("One");
    await reply("Two", { kind: "note" }, world.colleague);
    const before = await end();
    const missed = await missedBy(reply("Late"));
    expect(missed).toMatchObject({ missed: 2, entries: [{ body: "One" }, { body: "Two", kind: "note" }] });
    expect(await end()).toBe(before);
    expect(await bodies()).not.toContain("Late");
  });

  test("is sent by somebody who has seen it, who sends anyway, or who doesn't say", async () => {
    await write("One");
    await reply("Seen", { baseSeq: await end() });
    await write("Two");
    await reply("Anyway", { sendAnyway: true });
    await reply("Unsaid", { baseSeq: undefined });
    expect(await bodies()).toEqual(expect.arrayContaining(["One", "Seen", "Two", "Anyway", "Unsaid"]));
  });

  test("names the first ten of what was missed, and how many there are", async () => {
    for (let n = 1; n <= 12; n++) await write(`${n}`);
    const missed = await missedBy(reply("Late"));
    expect(missed!.missed).toBe(12);
    expect(missed!.entries.map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, (_, index) => `${index + 1}`),
    );
  });

  test("is not stopped by the author's own messages, by lines of the system, or by what was taken back", async () => {
    await reply("Own one");
    await reply("Own note", { kind: "note" });
    await run(changeTaskStatus, world.colleague, { taskId: ticket.id, status: "pending" });
    const id = newId();
    await reply("Taken back", { id, kind: "note" }, world.colleague);
    await systemDb().update(messages).set({ body: "", deletedAt: new Date() }).where(eq(messages.id, id));
    await reply("Own two");
    expect(await bodies()).toContain("Own two");
  });

  test("does not concern notes or customers", async () => {
    await write("One");
    await reply("A note", { kind: "note" });
    await run(writeToSupport, ticket.customer, {
      chatId: ticket.chatId!,
      id: newId(),
      body: "Again",
      baseSeq: 0,
    } as never);
    expect(await bodies()).toEqual(expect.arrayContaining(["A note", "Again"]));
  });

  test("a resend of what was stored gets the first answer, whatever was written since", async () => {
    const id = newId();
    const first = await reply("Stored", { id });
    await write("One");
    expect(await reply("Stored", { id })).toMatchObject({ entry: { seq: first.entry.seq }, isNew: false });
    expect((await bodies()).filter((body) => body === "Stored")).toHaveLength(1);
  });

  test("of two members who reply at once, one is sent and the other hears of it", async () => {
    const replies = [world.agent, world.colleague, world.admin, world.manager].map((by, n) =>
      missedBy(reply(`Reply ${n}`, {}, by)),
    );
    const outcomes = await Promise.all(replies);
    expect(outcomes.filter((missed) => missed === null)).toHaveLength(1);
    for (const missed of outcomes) if (missed) expect(missed.entries[0]!.body).toMatch(/^Reply/);
  });

  test("counts what was committed while it waited for its turn", async () => {
    let late: Promise<StaleReply | null> | undefined;
    let first: Promise<unknown> | undefined;
    await systemDb().transaction(async (tx) => {
      await tx.select().from(tasks).where(eq(tasks.id, ticket.id)).for("update");
      first = write("First in the queue");
      await queued(1);
      late = missedBy(reply("Second"));
      await queued(2);
    });
    await first;
    expect((await late!)?.entries).toMatchObject([{ body: "First in the queue" }]);
  });

  test("tells nothing to who may not see the ticket", async () => {
    await write("Secret");
    const stranger = await makeMember(world.workspace, "user");
    for (const who of [world.loner, stranger, (await makeWorld()).admin]) {
      const refusal = await reply("Late", {}, who).then(() => null, publicError);
      expect(refusal).toMatchObject({ code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) });
      expect(JSON.stringify(refusal)).not.toContain("Secret");
    }
  });

  test.each([-1, 1.5, 2_147_483_648, "3"])("a position of %s is refused by name", async (baseSeq) => {
    const refusal = await reply("Hello", { baseSeq: baseSeq as number }).then(() => null, publicError);
    expect(refusal).toMatchObject({ code: "INVALID", fields: [{ field: "baseSeq" }] });
  });
});
