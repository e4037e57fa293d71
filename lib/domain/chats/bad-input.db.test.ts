import { beforeAll, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { searchChats } from "@/lib/domain/search/queries/search-chats";
import { searchMessages } from "@/lib/domain/search/queries/search-messages";
import { searchPeople } from "@/lib/domain/search/queries/search-people";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { createGroup } from "./commands/create-group";
import { editMessage } from "./commands/edit-message";
import { reactToMessage } from "./commands/react-to-message";
import { renameChat } from "./commands/rename-chat";
import { saveDraft } from "./commands/save-draft";
import { sendToChat } from "./commands/send-to-chat";
import { listChats } from "./queries/list-chats";

/** What every door that takes words does with words that nobody should have to read, whichever door it is. */

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  process.env.CHATS_STARTED_PER_ADDRESS = "1000";
  process.env.SENDS_PER_MINUTE = "10000";
  world = await makeWorld();
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const own = async () => {
  const id = newId();
  await run(sendToChat, world.agent, { chatId: world.groupId, id, body: "As it was" });
  return { chatId: world.groupId, messageId: id };
};
type Answer = { entry: { body: string } };
const doors: [door: string, field: string, write: (body: string) => Promise<Answer>][] = [
  ["a group's", "body", (body) => run(sendToChat, world.agent, { chatId: world.groupId, id: newId(), body })],
  [
    "a reply's",
    "body",
    (body) => run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: newId(), body }),
  ],
  [
    "a note's",
    "body",
    (body) => run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: newId(), kind: "note", body }),
  ],
  [
    "a customer's",
    "body",
    (body) => run(writeToSupport, ticket.customer, { chatId: ticket.chatId!, id: newId(), body }),
  ],
  [
    "a visitor's",
    "message.body",
    (body) =>
      run(startSupportChat, world.visitor, {
        chatId: newId(),
        message: { id: newId(), body },
        token: newToken(),
      }),
  ],
  ["an edit's", "body", async (body) => run(editMessage, world.agent, { ...(await own()), body })],
];
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const refused = (field: string, problem: string) => ({
  code: "INVALID",
  fields: [expect.objectContaining({ field, problem })],
});

/** Nothing of it can be seen. */
const blank = [
  "",
  " \n\t\r\u00A0\u2003\u3000",
  "\u200B\u200C\u200D\u2060\uFEFF",
  "\u0000\u0007\u001B\u009F",
  "\u202E\u2066\u2069",
  "\u00AD\u034F\u180E\u115F\u3164\uFFA0\u2800",
  "\uFE0F\u{E0041}\u{E007F}",
];

describe.each(doors)("%s words", (_, field, write) => {
  test.each(blank)("that can't be seen (%j) are refused by name", async (body) => {
    expect(await refusal(write(body))).toEqual(refused(field, "required"));
  });

  test("are taken up to their limit, and refused by name beyond it", async () => {
    expect((await write("x".repeat(20_000))).entry.body).toHaveLength(20_000);
    expect(await refusal(write("x".repeat(20_001)))).toEqual(refused(field, "too_long"));
  });

  test.each([
    ["pay\u202Efdp.exe\u202C \u2066now\u2069", "payfdp.exe now"],
    ["bell\u0007 nul\u0000 escape\u001B[31m", "bell nul escape[31m"],
    ["lone \uD800 and \uDC00", "lone \uFFFD and \uFFFD"],
    ["two\r\nlines\tand a tab", "two\r\nlines\tand a tab"],
    ["Z̸̢̛̺͔a̷l̶g̵o̴".normalize(), "Z̸̢̛̺͔a̷l̶g̵o̴".normalize()],
    [
      "<script>alert(1)</script><img src=x onerror=alert(1)>",
      "<script>alert(1)</script><img src=x onerror=alert(1)>",
    ],
    ["'; drop table messages; -- $(id) {{7*7}} %00 \\", "'; drop table messages; -- $(id) {{7*7}} %00 \\"],
    ["👩🏽‍🚒 שלום سلام", "👩🏽‍🚒 שלום سلام"],
  ])("%j are stored as %j", async (given, stored) => {
    expect((await write(given)).entry.body).toBe(stored);
  });

  test("of a great many links or names are stored as they are", async () => {
    for (const body of [
      "http://a.b ".repeat(1_800),
      "<a:b>".repeat(4_000),
      "@a ".repeat(6_000),
      "#1 ".repeat(6_000),
    ])
      expect((await write(body)).entry.body).toBe(body);
  });
});

describe("the name of a group", () => {
  const rename = (title: string | null) => run(renameChat, world.agent, { chatId: world.groupId, title });

  test.each(["", "  ", ...blank.slice(2), "x".repeat(101)])("%j is refused by name", async (title) => {
    const group = { chatId: newId(), userIds: [world.user.user.id] };
    for (const answer of [rename(title), run(createGroup, world.agent, { ...group, title })])
      expect(await refusal(answer)).toMatchObject({ code: "INVALID", fields: [{ field: "title" }] });
  });

  test.each([
    ["<b>Depot</b>", "<b>Depot</b>"],
    ["De\u202Epot\u0000\n two", "De pot two"],
    ["x".repeat(100), "x".repeat(100)],
  ])("%j becomes %j", async (given, stored) => {
    await rename(given);
    const { items } = await read(listChats, world.agent, { q: stored.slice(0, 30) });
    expect(items.map(({ title }) => title)).toContain(stored);
  });
});

describe("a draft", () => {
  let version = 100;
  const save = (body: string) =>
    run(saveDraft, world.agent, { chatId: world.groupId, version: ++version, body });

  test.each([blank[2]!, "half \u202Ewritten", "<script>", "a\u0301\u0301\u0301"])(
    "%j is kept as it is being written",
    async (body) => expect((await save(body)).draft.body).toBe(body),
  );

  test("loses what can't be stored, and is refused by name when it is too long", async () => {
    expect((await save("a\u0000b\uD800")).draft.body).toBe("ab\uFFFD");
    expect(await refusal(save("x".repeat(20_001)))).toEqual(refused("body", "too_long"));
  });
});

describe("a search", () => {
  const strange = [
    "",
    ...blank,
    "'\"\\%_& | ! <-> :* ( ) \u0000",
    "from: in: has: before: after:",
    "before:9999-99-99 after:\u202E2026-01-01",
    'an "unclosed quote',
    "-".repeat(90),
    `a${"-".repeat(90)}b`,
    "-.".repeat(45),
    "😀-".repeat(30),
    '-"'.repeat(45),
    "lone \uD800",
    "<script>alert(1)</script>",
    "😀".repeat(50),
  ];

  test.each(strange)("for %j is answered", async (q) => {
    for (const answer of [
      read(searchMessages, world.agent, { q }),
      read(searchChats, world.agent, { q }),
      read(searchPeople, world.agent, { q }),
      read(listChats, world.agent, { q }),
    ]) {
      // What no word can hold is refused by name, if it isn't only looked past.
      const told = await refusal(answer);
      if (told !== "done") expect(told).toEqual(refused("q", "invalid"));
    }
  });

  test("for too much is refused by name", async () => {
    const q = "x".repeat(10_000);
    for (const answer of [
      read(searchMessages, world.agent, { q }),
      read(searchChats, world.agent, { q }),
      read(searchPeople, world.agent, { q }),
      read(listChats, world.agent, { q }),
    ])
      expect(await refusal(answer)).toEqual(refused("q", "too_long"));
  });
});

test("a reaction to what isn't there, is elsewhere, or was never said is refused alike or by what it is", async () => {
  const react = (chatId: string, messageId: string) =>
    refusal(run(reactToMessage, world.agent, { chatId, messageId, emoji: "👍", on: true }));
  const unknown = await react(world.groupId, newId());
  expect(unknown).toEqual({ code: "NOT_FOUND" });
  expect(await react(world.groupId, world.messageId)).toEqual(unknown);
  expect(await react(world.hidden.chatId!, world.groupMessageId)).toEqual(unknown);
  expect(await react("nonsense", "nonsense")).toMatchObject({ code: "INVALID" });
});
