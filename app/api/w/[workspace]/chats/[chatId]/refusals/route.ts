import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { readInput, route } from "@/lib/core/route";
import { dismissRefusal } from "@/lib/domain/commands/commands/dismiss-refusal";
import { listRefusals } from "@/lib/domain/commands/queries/list-refusals";

type Params = { workspace: string; chatId: string };

/** Why hashtags of one's own messages in a chat were not carried out. */
export const GET = route<Params>("commands.refusals", "cookies", async (request, { workspace, chatId }) =>
  read(listRefusals, await memberCaller(workspace, request), { chatId }),
);

/** Puts one of them away. */
export const POST = route<Params>("commands.dismissRefusal", "cookies", async (request, { workspace }) =>
  run(dismissRefusal, await memberCaller(workspace, request), await readInput(request)),
);
