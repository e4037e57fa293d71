import type { z } from "zod";
import type { Context } from "@/lib/core/context";
import { query } from "@/lib/core/query";
import { type EntryRow, toCustomerEntry, toMemberEntry } from "@/lib/domain/chats/entries";
import { memberState } from "@/lib/domain/chats/state";
import { readThreadPage, threadInput } from "@/lib/domain/chats/thread-page";
import type { CustomerWindow, MemberWindow } from "@/lib/domain/chats/views";
import { customerState } from "../chat-states";
import { findSupportChat } from "../policy";

/** `more`: the catch-up was cut; ask again after the highest revision received. */
export type Thread = { audience: "members" | "customers" } & (MemberWindow | CustomerWindow) & {
    more?: boolean;
  };

/** A window of a support chat's entries with its state, or everything that changed after a revision. */
export const getTicketThread = query({
  name: "tasks.getTicketThread",
  permission: "ticket:handle",
  pool: "sends",
  input: threadInput,
  read: readThread,
});

/** The same for whoever asked for support: public entries only, in a sequence of their own. */
export const getOwnThread = query({
  name: "tasks.getOwnThread",
  permission: "support-chat:own",
  pool: "sends",
  input: threadInput,
  read: readThread,
});

async function readThread(ctx: Context, input: z.output<typeof threadInput>): Promise<Thread> {
  const { audience, chat } = await findSupportChat(ctx, input.chatId);
  const { facts, rows, ...rest } = await readThreadPage(ctx, audience, input);
  if (audience === "members")
    return { audience, entries: rows.map(toMemberEntry), state: memberState(facts), ...rest };
  const entries = rows
    .map((row: EntryRow) => toCustomerEntry(row, chat.requesterUserId))
    .filter((entry) => entry !== null);
  return { audience, entries, state: customerState(facts), ...rest };
}
