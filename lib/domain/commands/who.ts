import type { Context } from "@/lib/core/context";
import type { Holder } from "@/lib/domain/tasks/change-task";
import type { Held } from "@/lib/domain/tasks/holders";
import type { Who } from "@/lib/hashtags/read-action";
import type { ParamKey } from "@/lib/hashtags/tags";
import { calledSo, sameName } from "./called-so";
import { holdersOf, type PossibleHolder } from "./holders";
import type { PostedCommand } from "./posted-command";
import { refuse } from "./refused";

const mostNames = 8;

/**
 * Who is meant by a name: whoever is mentioned by it, else the one member or team that is called so.
 * @throws AppError naming who could have been meant, see `refuse`
 */
export async function holderOf(
  ctx: Context,
  posted: PostedCommand,
  who: Who,
  held: Held & { chatId: string } & Partial<Holder>,
  param: ParamKey | null,
): Promise<Partial<Holder>> {
  if (who.kind === "me") return { assigneeUserId: posted.author.userId };
  if (who.kind === "none") return held.assigneeUserId ? { assigneeUserId: null } : { teamId: null };
  const mentioned = posted.mentions.find(({ name }) => sameName(name, who.name));
  if (mentioned) return toHolder(mentioned);
  const everybody = await holdersOf(ctx, held);
  const found = calledSo(everybody, who.name);
  const [only] = found;
  if (only && found.length === 1) return toHolder(only);
  const names = (found.length > 0 ? found : everybody).map(({ name }) => `@${name}`);
  return refuse(posted.command, only ? "ambiguous_person" : "unknown_person", {
    param,
    given: who.name,
    values: [...new Set(names)].slice(0, mostNames),
  });
}

/** A team takes work off the person who holds it. */
const toHolder = ({ kind, id }: Pick<PossibleHolder, "kind" | "id">): Partial<Holder> =>
  kind === "member" ? { assigneeUserId: id } : { assigneeUserId: null, teamId: id };
