import { rankByName } from "@/lib/domain/people/rank-names";
import { tagKey } from "@/lib/domain/tasks/tag-rules";
import type { TagNames } from "@/lib/hashtags/read-action";

const mostOffered = 8;

/** The first name that no tag has, with the tags that come nearest. */
export function unknownTag({ add, remove }: TagNames, known: readonly string[]) {
  const keys = new Set(known.map(tagKey));
  const given = [...add, ...remove].find((name) => !keys.has(tagKey(name)));
  if (given === undefined) return null;
  const near = given.split(/\s+/).flatMap((word) => rankByName(known, word, (name) => [name]));
  return { given, values: [...new Set([...near, ...known])].slice(0, mostOffered) };
}
