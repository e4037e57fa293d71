import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { postOnly } from "@/db/testing/said";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { entriesOf } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { systemCaller } from "@/lib/core/context";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { editMessage } from "@/lib/domain/chats/commands/edit-message";
import type { CustomerEntry } from "@/lib/domain/chats/views";
import { prepareCustomerMail } from "@/lib/domain/customer-mails/prepare-customer-mail";
import { getCustomerSession, listOwnRequests } from "@/lib/domain/customers/queries/get-customer-session";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { holdsCommands, runCommands } from "./run-commands";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const secret = "Rude customer again";
const body = `We have found it.\n\n#createBug "${secret}" severity:minor #setPriority low\n\nIt will work tomorrow.`;
const left = "We have found it.\n\nIt will work tomorrow.";
const here = () => ({ chatId: ticket.chatId!, isTicket: true });
const shown = async (chatId = ticket.chatId!) => {
  const { entries } = await read(getOwnThread, ticket.customer, { chatId });
  return entries as CustomerEntry[];
};

/** Says it, runs it, and catches everything that this tells browsers. */
async function heard(text: string, more: { replyToId?: string } = {}) {
  const events: StoredEvent[] = [];
  onCommitted((some) => events.push(...some));
  const id = newId();
  await run(replyToTicket, world.agent, { id, chatId: ticket.chatId!, body: text, ...more });
  await runCommands(events.filter(holdsCommands));
  onCommitted(undefined);
  const told = await publicationsOf(world.workspace.id, events);
  return { id, events, toCustomers: told.filter(({ channel }) => channel.includes("-customer")) };
}

describe("what a member's hashtags say", () => {
  test("reaches customers by no path: thread, live, list, quote, mail", async () => {
    const { id, toCustomers } = await heard(body);
    expect((await shown()).find((entry) => entry.id === id)?.body).toBe(left);
    const answer = await heard("As I said.", { replyToId: id });
    const quoted = (await shown()).find((entry) => entry.id === answer.id)?.replyTo;
    expect(quoted?.text).toBe(left.replace(/\s+/g, " "));
    const mail = await run(prepareCustomerMail, systemCaller(world.workspace.id, "test"), {
      chatId: ticket.chatId!,
      customerId: ticket.customer.customer.id,
    });
    expect(mail?.replies.map((reply) => reply.body)).toEqual([left, "As I said."]);
    await run(writeToSupport, ticket.customer, {
      chatId: ticket.chatId!,
      id: newId(),
      body: "Thanks",
      replyToId: id,
    });
    const lists = [
      await read(getCustomerSession, ticket.customer, {}),
      await read(listOwnRequests, ticket.customer, {}),
    ];
    const everything = JSON.stringify([await shown(), toCustomers, answer.toCustomers, mail, lists]);
    expect(toCustomers.length).toBeGreaterThan(0);
    for (const word of [secret, "createBug", "setPriority", "severity"])
      expect(everything).not.toContain(word);
  });

  test("is shown to members as it was written", async () => {
    const { id } = await heard(body);
    const { entries } = await read(getTicketThread, world.agent, here());
    expect(entries.find((entry) => entry.id === id)?.body).toBe(body);
  });

  test("makes a note of a reply that says nothing else: customers learn nothing of it", async () => {
    const before = await shown();
    const [{ publicSeq } = { publicSeq: 0 }] = await systemDb()
      .select()
      .from(chats)
      .where(eq(chats.id, ticket.chatId!));
    const { id, events, toCustomers } = await heard("#setPriority urgent\n#assign @me");
    const entries = await entriesOf(ticket.chatId!);
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ kind: "note", publicSeq: null });
    expect(entries.map(({ event }) => (event as { name?: string } | null)?.name)).not.toContain("joined");
    expect(events.map(({ name }) => name)).not.toContain("reply.awaits_customer");
    // As with every note: the team has read what the customer wrote.
    expect(toCustomers.map(({ name }) => name)).toEqual(["state.changed"]);
    expect(await shown()).toEqual(before);
    const [chat] = await systemDb().select().from(chats).where(eq(chats.id, ticket.chatId!));
    expect(chat).toMatchObject({ publicSeq, lastMessageBy: "note" });
    expect(await ticketById(world.workspace, ticket.id)).toMatchObject({ waitingSince: expect.any(Date) });
  });

  test("stays hidden when the message is edited; nothing may be left but that", async () => {
    const { id } = await postOnly(world.agent, here(), "We look into it.");
    const edit = (text: string) =>
      run(editMessage, world.agent, { chatId: ticket.chatId!, messageId: id, body: text });
    await edit(`We fixed it. #createBug "${secret}"`);
    expect((await shown()).find((entry) => entry.id === id)?.body).toBe("We fixed it.");
    expect(await edit("#close").catch(publicError)).toMatchObject({
      fields: [{ field: "body", problem: "nothing_public" }],
    });
    await edit("All is well.");
    expect((await shown()).find((entry) => entry.id === id)?.body).toBe("All is well.");
  });

  test("doesn't leave with the lines that customers see either", async () => {
    await heard("Done. #close");
    const line = (await shown()).at(-1);
    expect(line?.event).toEqual({ name: "resolved" });
    const own = (await entriesOf(ticket.chatId!)).at(-1);
    expect(own?.event).toMatchObject({ name: "resolved", changeId: expect.any(String) });
  });
});
