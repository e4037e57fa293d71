import { headers } from "next/headers";
import type { z } from "zod";
import { accountCaller, memberCaller } from "@/lib/auth/callers";
import { requireOwnOrigin } from "@/lib/auth/request";
import { type AccountCommand, type Command, run, runAccount } from "./command";
import { type Result, settle } from "./result";

/**
 * A command as a server action of members: the workspace's slug comes first and is checked each time.
 * Refusals are values, so that the screen can word them.
 */
export function action<S extends z.ZodType, O>(command: Command<S, O>) {
  return async (workspace: string, input: z.input<S>): Promise<Result<O>> =>
    settle(command.name, async () => {
      requireOwnOrigin(await headers());
      return run(command, await memberCaller(String(workspace)), input);
    });
}

/** A command about one's own account, or before there is one, as a server action. */
export function accountAction<S extends z.ZodType, O>(command: AccountCommand<S, O>) {
  return async (input: z.input<S>): Promise<Result<O>> =>
    settle(command.name, async () => {
      requireOwnOrigin(await headers());
      return runAccount(command, await accountCaller(), input);
    });
}
