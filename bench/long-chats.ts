import { v7 as newId } from "uuid";
import type { Flowra } from "../embedded/start/start-flowra";
import type { Figure } from "./figures";
import { measure } from "./pages";
import type { BenchTenant } from "./tenant";

const lengths = [10, 10_000] as const;

/** Whether a chat of ten thousand messages opens as fast as one of ten: its page, its newest window, and one far above. */
export async function measureLongChats(flowra: Flowra, tenant: BenchTenant): Promise<Figure[]> {
  const figures: Figure[] = [];
  const chats = await Promise.all(lengths.map((length) => makeChat(tenant, length)));
  await tenant.sql`analyze`;
  for (const [index, length] of lengths.entries()) {
    const door = `/api/chats/${chats[index]}/messages`;
    const places = [
      ["page", `/w/${tenant.slug}/chats/${chats[index]}`],
      ["newest messages as JSON", door],
      ["messages of the middle as JSON", `${door}?around_seq=${length / 2}`],
    ] as const;
    for (const [what, path] of places) {
      const name = `chat of ${length.toLocaleString("en")} messages, ${what}, 1 at a time`;
      figures.push(...(await measure(name, flowra.url + path, tenant.agent, 1)));
    }
  }
  return figures;
}

/** A group of the agent and a colleague, who have said so much in turn, one message a minute. @returns its id */
async function makeChat({ sql, id, userId }: BenchTenant, length: number): Promise<string> {
  const chatId = newId();
  const colleagueId = newId();
  const numbers = { seq: length, message_seq: length, rev: length };
  const title = `${length} messages`;
  await sql`insert into users ${sql({ id: colleagueId, email: `${chatId}@bench.example`, name: "Colleague" })}`;
  await sql`insert into memberships ${sql({ workspace_id: id, user_id: colleagueId, role: "agent" })}`;
  await sql`insert into chats ${sql({ workspace_id: id, id: chatId, kind: "group", title, ...numbers })}`;
  for (const one of [userId, colleagueId])
    await sql`insert into participants ${sql({ workspace_id: id, id: newId(), chat_id: chatId, user_id: one })}`;
  await sql`
    insert into messages (workspace_id, id, chat_id, seq, rev, kind, author_user_id, body, created_at)
    select ${id}, gen_random_uuid(), ${chatId}, n, n, 'message',
           case when n % 2 = 0 then ${userId}::uuid else ${colleagueId}::uuid end,
           'Message ' || n || repeat(' with **some** more words', n % 7), now() - (${length} - n) * interval '1 minute'
    from generate_series(1, ${length}::int) n`;
  return chatId;
}
