import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, files, messages, participants } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { searchChats } from "./queries/search-chats";
import { searchMessages } from "./queries/search-messages";
import { searchPeople } from "./queries/search-people";

useTestDatabase();

let world: World;
let theirs: World;
/** A chat of the outsider and the user; nobody else is in it. */
let group: string;

type Member = World["agent"];
const members = () => {
  const { admin, manager, agent, colleague, outsider, loner, user } = world;
  return { admin, manager, agent, colleague, outsider, loner, user };
};

async function post(by: Member, chatId: string, body: string, kind: "message" | "note" = "message") {
  const id = newId();
  await run(replyToTicket, by, { chatId, id, body, kind });
  return id;
}

/** Writes a line into a chat without a ticket, as if it had been said there. */
async function say(by: Member, chatId: string, seq: number, body: string) {
  const id = newId();
  await systemDb().insert(messages).values({
    workspaceId: world.workspace.id,
    id,
    chatId,
    seq,
    rev: seq,
    kind: "message",
    authorUserId: by.user.id,
    body,
  });
  return id;
}

const found = async (by: Member, q: string) =>
  (await read(searchMessages, by, { q })).items.map(({ id }) => id);

async function whoFinds(q: string): Promise<string[]> {
  const finders: string[] = [];
  for (const [name, member] of Object.entries(members()))
    if ((await found(member, q)).length > 0) finders.push(name);
  return finders;
}

beforeAll(async () => {
  world = await makeWorld();
  theirs = await makeWorld();
  const { workspace, outsider, user } = world;
  group = newId();
  await systemDb()
    .insert(chats)
    .values({ workspaceId: workspace.id, id: group, kind: "group", title: "Summer sale", seq: 2, rev: 2 });
  for (const { user: person } of [outsider, user])
    await systemDb()
      .insert(participants)
      .values({ workspaceId: workspace.id, id: newId(), chatId: group, userId: person.id });
});

describe("messages are found by those who may read them and by nobody else:", () => {
  test("a reply, by handlers of the ticket", async () => {
    await post(world.colleague, world.ticket.chatId!, "The marmalade is packed.");
    expect(await whoFinds("marmalade")).toEqual(["admin", "manager", "agent", "colleague"]);
  });

  test("a note likewise, and in the chat of a member who asks for support not by that member", async () => {
    await post(world.colleague, world.requested.chatId!, "Looks like a haberdasher.", "note");
    expect(await whoFinds("haberdasher")).toEqual(["admin", "manager", "agent", "colleague"]);
    await post(world.colleague, world.requested.chatId!, "Your thimble is on its way.");
    expect(await whoFinds("thimble")).toEqual(["admin", "manager", "agent", "colleague", "user"]);
  });

  test("what is said in a group, by those in it, whatever their role", async () => {
    await say(world.outsider, group, 1, "The lighthouse opens at nine.");
    expect(await whoFinds("lighthouse")).toEqual(["outsider", "user"]);
    await systemDb()
      .update(participants)
      .set({ leftAt: new Date() })
      .where(and(eq(participants.chatId, group), eq(participants.userId, world.outsider.user.id)));
    expect(await whoFinds("lighthouse")).toEqual(["user"]);
    await systemDb().update(participants).set({ leftAt: null }).where(eq(participants.chatId, group));
  });

  test("by nobody of another workspace, nor once it was deleted", async () => {
    expect(await found(theirs.admin, "marmalade")).toEqual([]);
    const id = await post(world.colleague, world.ticket.chatId!, "A zeppelin!");
    expect(await found(world.admin, "zeppelin")).toEqual([id]);
    await systemDb().update(messages).set({ deletedAt: new Date(), body: "" }).where(eq(messages.id, id));
    expect(await found(world.admin, "zeppelin")).toEqual([]);
  });

  test("words that only the team's version of a message holds don't lead whoever asked to it", async () => {
    const id = await post(world.colleague, world.requested.chatId!, "Sent today #setPriority cinnamon");
    await systemDb().update(messages).set({ publicBody: "Sent today" }).where(eq(messages.id, id));
    expect(await whoFinds("cinnamon")).toEqual(["admin", "manager", "agent", "colleague"]);
    const [hit] = (await read(searchMessages, world.user, { q: "sent today" })).items;
    expect(hit).toMatchObject({ id, author: { id: null, name: world.colleague.user.name } });
    expect(JSON.stringify(hit)).not.toContain("cinnamon");
  });
});

describe("a search", () => {
  let russian: string;
  let english: string;
  beforeAll(async () => {
    russian = await post(world.colleague, world.ticket.chatId!, "Зелёные куртки пришли на склады вчера.");
    english = await post(
      world.agent,
      world.ticket.chatId!,
      "We shipped the umbrellas and the walking sticks.",
    );
  });

  test("knows the forms of Russian and English words, and ё as е", async () => {
    for (const q of ["куртка", "зеленая куртка", "зелёных", "склад"])
      expect(await found(world.admin, q)).toEqual([russian]);
    for (const q of ["umbrella", "shipping umbrella", '"walking stick"'])
      expect(await found(world.admin, q)).toEqual([english]);
    expect(await found(world.admin, '"sticks walking"')).toEqual([]);
  });

  test("leaves out what is excluded", async () => {
    expect(await found(world.admin, "umbrella -stick")).toEqual([]);
    expect(await found(world.admin, "umbrella -куртка")).toEqual([english]);
  });

  test("narrows by author, place, file and day", async () => {
    const name = world.agent.user.name;
    expect(await found(world.admin, `from:"${name}" umbrella`)).toEqual([english]);
    expect(await found(world.admin, `from:"${world.colleague.user.name}" umbrella`)).toEqual([]);
    expect(await found(world.agent, "from:me umbrella")).toEqual([english]);
    expect(await found(world.admin, `in:#${world.ticket.number} umbrella`)).toEqual([english]);
    expect(await found(world.admin, `in:#${world.hidden.number} umbrella`)).toEqual([]);
    const customer = world.customer.customer.name!;
    const question = (await read(searchMessages, world.admin, { q: `from:"${customer}" order` })).items;
    expect(question.map(({ author }) => author.name)).toEqual([customer]);
    expect(await found(world.admin, "umbrella has:file")).toEqual([]);
    await systemDb().insert(files).values({
      workspaceId: world.workspace.id,
      id: newId(),
      chatId: world.ticket.chatId!,
      messageId: english,
      uploaderUserId: world.agent.user.id,
      name: "list.txt",
      contentType: "text/plain",
      size: 1,
      storageKey: "files/x",
    });
    expect(await found(world.admin, "umbrella has:file")).toEqual([english]);
    expect(await found(world.admin, "umbrella after:yesterday")).toEqual([english]);
    expect(await found(world.admin, "umbrella after:today")).toEqual([]);
    expect(await found(world.admin, "umbrella before:today")).toEqual([]);
    expect(await found(world.admin, "umbrella before:2999-01-01")).toEqual([english]);
  });

  test("says which of its operators lead nowhere, alike for what is not there and what one may not see", async () => {
    const problems = async (by: Member, q: string) => (await read(searchMessages, by, { q })).problems;
    expect(await problems(world.admin, "from:nobody before:soon x")).toEqual([
      { operator: "before", value: "soon" },
      { operator: "from", value: "nobody" },
    ]);
    expect(await problems(world.loner, `in:#${world.ticket.number}`)).toEqual([
      { operator: "in", value: `#${world.ticket.number}` },
    ]);
    // Who handles no tickets doesn't learn of customers.
    const customer = world.customer.customer.name!;
    expect(await problems(world.user, `from:"${customer}"`)).toHaveLength(1);
  });

  test("shows where the words stand, and nothing that was typed as markup is any", async () => {
    await post(world.colleague, world.ticket.chatId!, "Gorgonzola & 3 < 4, [x](javascript:alert(1))");
    const [hit] = (await read(searchMessages, world.admin, { q: "gorgonzola" })).items;
    expect(hit!.excerpt.filter(({ hit }) => hit)).toEqual([{ text: "Gorgonzola", hit: true }]);
    expect(hit!.excerpt.map(({ text }) => text).join("")).toContain("3 < 4");
    expect(hit).toMatchObject({ chat: { kind: "support", number: world.ticket.number, own: false } });
  });

  test("shows the words without Markdown's marks", async () => {
    await post(
      world.colleague,
      world.ticket.chatId!,
      "**Mascarpone** and [the `list`](https://flowra.example)",
    );
    const [hit] = (await read(searchMessages, world.admin, { q: "mascarpone" })).items;
    expect(hit!.excerpt).toEqual([
      { text: "Mascarpone", hit: true },
      { text: " and the list", hit: false },
    ]);
  });

  test("goes on page by page, each message once, newest first", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 45; n++) {
      const id = newId();
      await run(writeToSupport, world.customer, {
        chatId: world.ticket.chatId!,
        id,
        body: `Pomegranate ${n}`,
      });
      ids.unshift(id);
    }
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await read(searchMessages, world.agent, {
        q: "pomegranates",
        cursor: cursor ?? undefined,
      });
      pages.push(page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
    expect(pages.flat()).toEqual(ids);
  });

  test.each([
    "",
    "   ",
    "the",
    '"',
    "-",
    "'; drop table messages; --",
    "a & b | !c",
    "from:",
    "%_\\",
    "🙂",
    "x".repeat(300),
  ])("of %j fails nothing", async (q) => {
    await read(searchMessages, world.agent, { q });
    await read(searchChats, world.agent, { q });
    await read(searchPeople, world.agent, { q });
  });
});

describe("chats and people", () => {
  test("chats are found by number, title, customer and who is in them, by those who may read them", async () => {
    const of = async (by: Member, q: string) => (await read(searchChats, by, { q })).map(({ id }) => id);
    const { ticket, agent, loner, user, outsider, admin } = world;
    for (const q of [`#${ticket.number}`, ticket.customer!.customer.name!]) {
      expect(await of(agent, q)).toContain(ticket.chatId);
      expect(await of(loner, q)).not.toContain(ticket.chatId);
      expect(await of(user, q)).toEqual([]);
    }
    expect(await of(user, "sale")).toEqual([group]);
    expect(await of(user, outsider.user.name)).toContain(group);
    expect(await of(admin, "summer")).toEqual([]);
    expect(await of(theirs.admin, "summer")).toEqual([]);
  });

  test("colleagues are found by all, without their address; customers by those who meet them", async () => {
    const { agent, user, loner, customer, former } = world;
    const people = (by: Member, q: string) => read(searchPeople, by, { q });
    expect(await people(user, agent.user.name)).toMatchObject([{ kind: "member", id: agent.user.id }]);
    expect(JSON.stringify(await people(user, agent.user.name))).not.toContain(agent.user.email);
    expect(await people(agent, former.user.name)).toEqual([]);
    const name = customer.customer.name!;
    expect(await people(agent, name)).toMatchObject([{ kind: "customer", id: customer.customer.id }]);
    expect(await people(loner, name)).toEqual([]);
    expect(await people(user, name)).toEqual([]);
    expect(await people(theirs.admin, name)).toEqual([]);
  });
});
