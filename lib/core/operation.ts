import type { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import type { AccountCaller, AccountContext, Caller, Context } from "./context";
import type { RateLimits } from "./rate-limit";
import type { Pool } from "./transaction";

type Common<S extends z.ZodType> = {
  /** `module.verb`, unique. */
  name: string;
  input: S;
};

/** A rate limit is required where anybody may call. */
type Guard<C, I, P extends string> =
  | { permission: P; rateLimit?: RateLimits<C, I> }
  | { permission: "public"; rateLimit: RateLimits<C, I> };

export type WorkspaceOperation<S extends z.ZodType, O> = Common<S> &
  Guard<Caller, z.output<S>, Permission> & {
    kind: "command" | "query";
    scope: "workspace";
    pool: Pool;
    /**
     * Of commands: the id of what they lock, where many may want to change it at once, as a chat. Of queries: a name for
     * work that would take the processors from everybody else, as searches.
     */
    lane?(input: z.output<S>): string;
    handle(ctx: Context, input: z.output<S>): Promise<O>;
  };

/** `own`: the signed-in person, about themselves. */
export type AccountOperation<S extends z.ZodType, O> = Common<S> &
  Guard<AccountCaller, z.output<S>, "own"> & {
    kind: "command" | "query";
    scope: "account";
    handle(ctx: AccountContext, input: z.output<S>): Promise<O>;
  };

// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every input and output
export type AnyOperation = WorkspaceOperation<any, any> | AccountOperation<any, any>;
