import { eq } from "drizzle-orm";
import { memberships, users } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { memberTakesPart } from "@/lib/domain/chats/participants";
import { canHold, type Held, teamsHolding } from "@/lib/domain/tasks/holders";

export type PossibleHolder = {
  kind: "member" | "team";
  id: string;
  name: string;
  avatarKey: string | null;
  /** In the task's chat. */
  takesPart: boolean;
};

/** Who can hold a task, the same as the pickers offer: people, then teams, by name. */
export async function holdersOf(ctx: Context, held: Held & { chatId: string }): Promise<PossibleHolder[]> {
  const [people, groups] = await Promise.all([
    ctx.tx
      .select({
        id: users.id,
        name: users.name,
        avatarKey: users.avatarKey,
        takesPart: memberTakesPart(held.chatId),
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(canHold(ctx, held))
      .orderBy(users.name),
    teamsHolding(ctx, held),
  ]);
  return [
    ...people.map((person) => ({ kind: "member" as const, ...person })),
    ...groups.map((team) => ({ kind: "team" as const, ...team, avatarKey: null, takesPart: false })),
  ];
}
