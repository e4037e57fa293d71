import { memberCallerById } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import type { Caller } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { messagePosted } from "@/lib/domain/chats/events";
import { carryOutCommand } from "./commands/carry-out";
import { refuseCommand } from "./commands/refuse-command";
import { refusalIn } from "./refused";

/** Whether a message was posted by a member with hashtags in it. Who asks for support writes as a customer: plain text. */
export function holdsCommands({ name, actorKind, payload }: StoredEvent): boolean {
  return (
    name === messagePosted.name &&
    actorKind === "member" &&
    payload.by === "member" &&
    Boolean(payload.commands)
  );
}

/**
 * Carries out the commands of such messages, as their authors and with what these may do now. Each is done
 * or refused in one transaction of its own, in their order; asked again, nothing happens twice.
 * @throws whatever is no refusal: then it is tried again later
 */
export async function runCommands(events: StoredEvent[]): Promise<void> {
  for (const event of events) {
    const { messageId, commands = 0 } = messagePosted.schema.parse(event.payload);
    const author = await memberCallerById(event.workspaceId, String(event.actorId), event.requestId);
    if (!author) continue;
    for (let index = 0; index < commands; index++) await runCommand(author, messageId, index);
  }
}

async function runCommand(author: Caller, messageId: string, index: number): Promise<void> {
  try {
    await run(carryOutCommand, author, { messageId, index });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal) await run(refuseCommand, author, { messageId, index, refusal });
    // The author sees the chat no longer, so there is nobody to tell.
    else if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
  }
}
