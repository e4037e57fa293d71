import { createHash, randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { v7 as newId } from "uuid";
import type { Stage } from "./stage";

export type Person = {
  kind: "member" | "customer";
  id: string;
  name: string;
  headers: Record<string, string>;
};
export type Chat = {
  id: string;
  kind: "support" | "group";
  people: Person[];
  taskId: string | null;
  number: number;
};

/** A workspace of one fault's own, so that faults neither see nor wait for each other. */
export type World = {
  id: string;
  slug: string;
  inboxKey: string;
  member(): Promise<Person>;
  /** A customer's ticket, and a member who handles it. @param mail the customer's address, if they have one */
  supportChat(member: Person, mail?: string): Promise<Chat>;
  groupChat(members: Person[]): Promise<Chat>;
};

const tomorrow = () => new Date(Date.now() + 86_400_000);

export async function makeWorld({ sql, flowra }: Stage, name: string): Promise<World> {
  const id = newId();
  const slug = `${name}-${randomBytes(3).toString("hex")}`;
  const inboxId = newId();
  let people = 0;
  let tickets = 0;
  await sql`insert into workspaces ${sql({ id, slug, name, next_task_number: 1_000_000 })}`;
  await sql`insert into inboxes ${sql({ workspace_id: id, id: inboxId, name: "Web", public_key: slug })}`;

  async function customer(mail: string | undefined): Promise<Person> {
    const customerId = newId();
    const token = randomBytes(32).toString("base64url");
    const customerName = `customer ${++people}`;
    await sql`insert into customers ${sql({
      workspace_id: id,
      id: customerId,
      name: customerName,
      email: mail ?? null,
    })}`;
    await sql`insert into customer_tokens ${sql({
      workspace_id: id,
      id: newId(),
      customer_id: customerId,
      inbox_id: inboxId,
      kind: "browser",
      token_hash: createHash("sha256").update(token).digest("base64url"),
      expires_at: tomorrow(),
    })}`;
    const headers = { authorization: `Bearer ${token}` };
    return { kind: "customer", id: customerId, name: customerName, headers };
  }

  return {
    id,
    slug,
    inboxKey: slug,
    async member() {
      const userId = newId();
      const sessionId = newId();
      const memberName = `member ${++people}`;
      const email = `${slug}-${people}@example.com`;
      await sql`insert into users ${sql({ id: userId, email, name: memberName })}`;
      await sql`insert into memberships ${sql({ workspace_id: id, user_id: userId, role: "manager" })}`;
      await sql`insert into sessions ${sql({ id: sessionId, user_id: userId, expires_at: tomorrow() })}`;
      const token = await encode({ token: { sub: userId, sessionId }, secret: flowra.secrets.AUTH_SECRET });
      const headers = {
        cookie: `flowra-session=${token}`,
        origin: new URL(flowra.url).origin,
        "x-flowra-workspace": slug,
      };
      return { kind: "member", id: userId, name: memberName, headers };
    },
    async supportChat(member, mail) {
      const asker = await customer(mail);
      const chatId = newId();
      const taskId = newId();
      const number = ++tickets;
      await sql`insert into chats ${sql({
        workspace_id: id,
        id: chatId,
        kind: "support",
        inbox_id: inboxId,
        customer_id: asker.id,
      })}`;
      await sql`insert into tasks ${sql({
        workspace_id: id,
        id: taskId,
        number,
        type: "ticket",
        title: `Ticket ${number}`,
        status: "open",
        chat_id: chatId,
        customer_id: asker.id,
        source: "web_chat",
      })}`;
      return { id: chatId, kind: "support", people: [asker, member], taskId, number };
    },
    async groupChat(members) {
      const chatId = newId();
      const owner = members[0]!;
      await sql`insert into chats ${sql({ workspace_id: id, id: chatId, kind: "group", created_by: owner.id })}`;
      for (const { id: userId } of members)
        await sql`insert into participants ${sql({
          workspace_id: id,
          chat_id: chatId,
          id: newId(),
          user_id: userId,
          chat_role: userId === owner.id ? "owner" : "member",
        })}`;
      return { id: chatId, kind: "group", people: members, taskId: null, number: 0 };
    },
  };
}
