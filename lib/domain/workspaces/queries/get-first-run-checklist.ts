import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "@/lib/core/query";
import type { FirstRunChecklist } from "../views";

type Row = {
  chatKey: string | null;
  customers: boolean;
  colleagues: boolean;
  teams: boolean;
  answered: boolean;
};

/** What an empty workspace still lacks; every step is looked up, none is ticked by hand. */
export const getFirstRunChecklist = query({
  name: "workspaces.getFirstRunChecklist",
  permission: "member:manage",
  input: z.object({}),
  async read(ctx): Promise<FirstRunChecklist> {
    const here = sql`workspace_id = ${ctx.workspaceId}`;
    const [row] = await ctx.tx.execute<Row>(sql`select
      (select public_key from inboxes where ${here} and archived_at is null order by created_at, id limit 1) as "chatKey",
      exists (select from chats where ${here} and kind = 'support') as customers,
      (select count(*) from memberships where ${here} and removed_at is null) > 1
        or exists (select from invitations where ${here} and revoked_at is null) as colleagues,
      exists (select from teams where ${here}) as teams,
      exists (select from tasks where ${here} and first_replied_at is not null) as answered`);
    return {
      chatKey: row!.chatKey,
      steps: [
        { step: "share_chat", done: row!.customers },
        { step: "invite", done: row!.colleagues },
        { step: "team", done: row!.teams },
        { step: "first_ticket", done: row!.answered },
      ],
    };
  },
});
