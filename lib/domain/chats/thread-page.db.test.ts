import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { publicError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { getOwnThread, getTicketThread } from "@/lib/domain/tasks/queries/get-thread";

useTestDatabase();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
let chatId: string;
/** Of the long chat: entry n was said n minutes after the first day began; every third is a note. */
const noon = Date.UTC(2026, 0, 5, 12);
const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();
const count = 400;

beforeAll(async () => {
  world = await makeWorld();
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
  chatId = ticket.chatId!;
  await systemDb().execute(sql`
    with numbered as (
      select n, c.seq + n as seq, n % 3 = 0 as internal,
             c.public_seq + n - n / 3 as public_seq
      from chats c, generate_series(1, ${count}::int) n
      where c.workspace_id = ${world.workspace.id} and c.id = ${chatId}
    ), said as (
      insert into messages (workspace_id, id, chat_id, seq, public_seq, rev, public_rev, kind, author_user_id, body, created_at)
      select ${world.workspace.id}, gen_random_uuid(), ${chatId}, seq, case when not internal then public_seq end,
             seq, case when not internal then public_seq end, case when internal then 'note' else 'message' end,
             ${world.agent.user.id}, 'n' || n, ${new Date(noon).toISOString()}::timestamptz + n * interval '1 minute'
      from numbered)
    update chats set seq = seq + ${count}, rev = seq + ${count},
      public_seq = public_seq + ${count} - ${count} / 3, public_rev = public_seq + ${count} - ${count} / 3
    where workspace_id = ${world.workspace.id} and id = ${chatId}`);
  // What was said when the chat began lies before all of it.
  await systemDb().execute(sql`
    update messages set created_at = ${at(-60)}::timestamptz where chat_id = ${chatId} and body not like 'n%'`);
});

type Asked = Record<string, string | number>;
const asMember = async (asked: Asked) => read(getTicketThread, world.agent, { chatId, ...asked });
const asCustomer = async (asked: Asked) => read(getOwnThread, ticket.customer, { chatId, ...asked });
type Answer = Awaited<ReturnType<typeof asMember>> & { found?: string | null; hasNewer?: boolean };

function look(answer: Answer) {
  const { entries, hasOlder, hasNewer = false, found } = answer;
  const seqs = entries.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
  const there = entries.find(({ id }) => id === found);
  return { from: seqs[0], to: seqs.at(-1), hasOlder, hasNewer, found: there?.body };
}
/** Two lines stand before the first of those that are counted: that it was opened, and the first question. */
const n = (number: number) => number + 2;

describe("a window of a long chat", () => {
  test("behind an entry, up to the end", async () => {
    expect(look(await asMember({ after_seq: n(100) }))).toMatchObject({
      from: n(101),
      to: n(150),
      hasOlder: true,
      hasNewer: true,
    });
    expect(look(await asMember({ after_seq: n(350) }))).toMatchObject({ to: n(400), hasNewer: false });
    expect((await asMember({ after_seq: n(400) })).entries).toEqual([]);
  });

  test("around an entry by its number or id", async () => {
    const around = await asMember({ around_seq: n(200) });
    const expected = { from: n(175), to: n(224), hasOlder: true, hasNewer: true, found: "n200" };
    expect(look(around)).toEqual(expected);
    const { found } = around as Answer;
    expect(look(await asMember({ around_id: found! }))).toEqual(expected);
    expect(look(await asMember({ around_seq: 1 }))).toMatchObject({ from: 1, to: 25, hasOlder: false });
    expect(look(await asMember({ around_seq: n(400) }))).toMatchObject({ to: n(400), hasNewer: false });
  });

  test.each([
    [at(200), "n200"],
    [at(199.5), "n200"],
    [at(1), "n1"],
    [at(400), "n400"],
    [at(9_999), "n400"],
    ["2026-01-05T15:20:00+01:00", "n140"],
  ])("around the first entry since %s", async (instant, found) => {
    expect(look(await asMember({ around_at: instant }))).toMatchObject({ found });
  });

  test("around an instant before everything: its beginning", async () => {
    const answer = await asMember({ around_at: "2020-01-01T00:00:00Z" });
    expect(look(answer)).toMatchObject({ from: 1, hasOlder: false });
  });

  test("customers get the public entries alone, in their own numbers", async () => {
    const answer = await asCustomer({ around_at: at(201) });
    expect(look(answer as Answer)).toMatchObject({ found: "n202", hasOlder: true, hasNewer: true });
    expect(answer.entries.map(({ body }) => body)).not.toContain("n201");
    expect(JSON.stringify(answer)).not.toContain("note");
    const { found } = answer as Answer;
    expect(look((await asCustomer({ around_id: found! })) as Answer)).toMatchObject({ found: "n202" });
  });

  test("around what isn't there, is elsewhere or is hidden is empty alike", async () => {
    const [hidden] = (await asMember({ around_seq: n(3) })).entries.filter(({ body }) => body === "n3");
    const nothing = { entries: [], hasOlder: false, found: null };
    expect(await asMember({ around_id: newId() })).toMatchObject(nothing);
    expect(await asMember({ around_id: world.messageId })).toMatchObject(nothing);
    expect(await asMember({ around_seq: n(401) })).toMatchObject(nothing);
    expect(await asCustomer({ around_id: hidden!.id })).toMatchObject(nothing);
  });

  test.each([
    { after_seq: "0" },
    { around_seq: "3000000000" },
    { around_id: "x" },
    { around_at: "yesterday" },
    { around_at: "2026-01-05" },
  ])("%j is refused naming it", async (asked) => {
    const refused = asMember(asked as unknown as Asked).then(() => "done", publicError);
    expect(await refused).toMatchObject({ code: "INVALID", fields: [{ field: Object.keys(asked)[0] }] });
  });
});
