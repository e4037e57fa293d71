import type { Effect } from "./checker";
import type { Play } from "./play";
import type { Stage } from "./stage";

/** The mailbox that stands in for the email provider. */
export function mailboxOf({ flowra }: Stage) {
  const url = `http://127.0.0.1:${flowra.plan.ports.mailbox}`;
  const headers = {
    authorization: `Bearer ${flowra.secrets.MAILBOX_TOKEN}`,
    "content-type": "application/json",
  };
  return {
    async fail(order: { status: 429 | 500; retryAfter?: number }): Promise<void> {
      await fetch(`${url}/api/faults`, { method: "POST", headers, body: JSON.stringify(order) });
    },
    async heal(): Promise<void> {
      await fetch(`${url}/api/faults`, { method: "DELETE", headers });
    },
    async textsTo(address: string): Promise<string[]> {
      const answer = await fetch(`${url}/api/mails?to=${encodeURIComponent(address)}`, { headers });
      return ((await answer.json()) as { text: string }[]).map(({ text }) => text);
    },
  };
}

export const addressOf = (world: string) => (ticket: number) => `${world}.${ticket}@customers.example`;

/** Whether every customer of the world was told by mail of all replies. */
export async function allMailed({ sql }: Stage, { world }: Play): Promise<boolean> {
  const [row] = await sql<{ left: number }[]>`
    select count(*)::int as left from chats c
    where c.workspace_id = ${world.id} and c.kind = 'support' and coalesce(
      (select max(m.public_seq) from messages m where m.workspace_id = c.workspace_id and m.chat_id = c.id
        and m.author_user_id is not null and m.kind = 'message'), 0)
      > coalesce((select max(to_public_seq) from customer_mails e where e.workspace_id = c.workspace_id
        and e.chat_id = c.id and e.status = 'sent'), 0)`;
  return row!.left === 0;
}

/** Each reply is told of in exactly one mail that arrived, and each mail that was written down arrived once. */
export async function mailEffects(stage: Stage, { world }: Play): Promise<Effect[]> {
  const replies = await stage.sql<{ id: string; body: string; email: string }[]>`
    select m.id, m.body, c.email from messages m
    join chats on chats.workspace_id = m.workspace_id and chats.id = m.chat_id
    join customers c on c.workspace_id = m.workspace_id and c.id = chats.customer_id
    where m.workspace_id = ${world.id} and m.author_user_id is not null and m.kind = 'message' and c.email is not null`;
  const rows = await stage.sql<{ email: string; count: number }[]>`
    select to_address as email, count(*)::int as count from customer_mails
    where workspace_id = ${world.id} and status = 'sent' group by to_address`;
  const mailbox = mailboxOf(stage);
  const texts = new Map<string, string[]>();
  for (const email of new Set(replies.map((reply) => reply.email)))
    texts.set(email, await mailbox.textsTo(email));
  return [
    ...replies.map(({ id, body, email }) => ({
      what: `the mail that tells of ${id}`,
      times: texts.get(email)!.filter((text) => text.includes(body)).length,
    })),
    ...rows.map(({ email, count }) => ({
      what: `each of the ${count} mails to ${email}`,
      times: texts.get(email)!.length / count,
    })),
  ];
}
