import { command } from "@/lib/core/command";
import { addInbox } from "../add-inbox";
import { createInboxInput } from "../input";
import { requireTeams } from "../policy";

/** Makes a chat page. @throws AppError INVALID naming `publicKey` when it is taken; NOT_FOUND for an unknown team */
export const createInbox = command({
  name: "workspaces.createInbox",
  permission: "inbox:manage",
  input: createInboxInput,
  async handle(ctx, input) {
    await requireTeams(ctx, input.teamId ? [input.teamId] : []);
    const { id, publicKey } = await addInbox(ctx, input);
    return { id, publicKey };
  },
});
