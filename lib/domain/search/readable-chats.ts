import { or, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/core/context";
import { memberChats, ownSupportChats } from "@/lib/domain/chats/policy";

/** Every chat of which the caller may read anything: all of it as the members do, or its public part as who asks. */
export const readableChats = (ctx: Context): SQL => or(memberChats(ctx), ownSupportChats(ctx))!;
