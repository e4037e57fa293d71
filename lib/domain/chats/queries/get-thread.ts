import { query } from "@/lib/core/query";
import { toMemberEntry } from "../entries";
import { findTeamChat } from "../policy";
import { memberState } from "../state";
import { readThreadPage, threadInput } from "../thread-page";
import type { MemberWindow } from "../views";

/** A window of a direct or group chat with its state, or everything that changed after a revision. */
export const getChatThread = query({
  name: "chats.getThread",
  permission: "chat:use",
  pool: "sends",
  input: threadInput,
  async read(ctx, input): Promise<MemberWindow & { audience: "members"; more?: true }> {
    await findTeamChat(ctx, input.chatId);
    const { facts, rows, ...rest } = await readThreadPage(ctx, "members", input);
    return { audience: "members", entries: rows.map(toMemberEntry), state: memberState(facts), ...rest };
  },
});
