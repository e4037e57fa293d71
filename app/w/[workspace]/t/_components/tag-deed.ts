import type { useTranslations } from "next-intl";
import { type TagRef, tagKey } from "@/lib/domain/tasks/tag-rules";
import { tagTaskAction } from "../../inbox/actions";

/** One tag more or less; `create` is the name of one that may not be there yet. */
export type TagChange = { add: TagRef } | { create: string } | { remove: TagRef };

/** How a task is tagged, for `useDeeds`. */
export function tagDeed(
  { id, number, tags }: { id: string; number: number; tags: TagRef[] },
  change: TagChange,
  t: ReturnType<typeof useTranslations<"tasks.done">>,
) {
  const without = (gone: TagRef) => tags.filter((tag) => tag.id !== gone.id);
  const and = (tag: TagRef) =>
    [...without(tag), tag].sort((a, b) => (tagKey(a.name) < tagKey(b.name) ? -1 : 1));
  const action = tagTaskAction;
  if ("remove" in change) {
    const { remove } = change;
    const told = t("untagged", { number, tag: remove.name });
    return { expected: { tags: without(remove) }, told, action, input: { taskId: id, remove: [remove.id] } };
  }
  if ("add" in change) {
    const { add } = change;
    const told = t("tagged", { number, tag: add.name });
    return { expected: { tags: and(add) }, told, action, input: { taskId: id, add: [add.id] } };
  }
  const name = change.create;
  // Its true id and colour come with the answer.
  const made: TagRef = { id: `new ${name}`, name, color: "gray" };
  const told = t("tagged", { number, tag: name });
  return { expected: { tags: and(made) }, told, action, input: { taskId: id, create: [name] } };
}
