import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { ChatPage } from "../list-views";
import { listChats } from "./list-chats";

export type ChatsStartView = {
  me: PersonRef;
  /** Whether support chats are among theirs. */
  handlesTickets: boolean;
  page: ChatPage;
};

/** Everything that the Chats section begins with. */
export const getChats = query({
  name: "chats.getChats",
  permission: "chat:use",
  input: listChats.input,
  async read(ctx, place): Promise<ChatsStartView> {
    if (ctx.actor.kind !== "member") throw forbidden();
    const { userId: id, name, avatar } = ctx.actor;
    const page = await listChats.handle(ctx, place);
    return { me: { id, name, avatar }, handlesTickets: ctx.can("ticket:handle"), page };
  },
});
