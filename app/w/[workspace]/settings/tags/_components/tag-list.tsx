"use client";

import { Tags, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { TagChip } from "@/components/tasks/tag-chip";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { TagUse } from "@/lib/domain/tasks/queries/list-tags";
import { tagSearch } from "@/lib/domain/tasks/tag-rules";
import { settled } from "@/lib/forms/settled";
import { deleteTagAction, restoreTagAction } from "../../actions";
import { MergeTag } from "./merge-tag";
import { TagDialog } from "./tag-dialog";
import { useTagDeed } from "./use-tag-deed";

/** All tags with how many tickets have each; what others change of them appears by itself. */
export function TagList({ workspace, tags }: { workspace: string; tags: readonly TagUse[] }) {
  const t = useTranslations("settings.tags");
  const router = useRouter();
  const words = useProblemWords();
  const deed = useTagDeed();
  useTagNews(() => router.refresh());

  async function remove({ id: tagId, name }: TagUse) {
    const answer = await settled(() => deleteTagAction(workspace, { tagId }));
    if (answer.ok) deed(name, t("deleted", { name }), () => restoreTagAction(workspace, { tagId }));
    else toast({ title: t("failed", { name }), text: words(answer.error), tone: "danger" });
    router.refresh();
  }

  if (tags.length === 0) {
    return <EmptyState as="h2" icon={Tags} title={t("emptyTitle")} text={t("emptyText")} />;
  }
  return (
    <ul aria-label={t("list")} className="divide-y divide-border rounded-xl border border-border bg-surface">
      {tags.map((tag) => (
        <li key={tag.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
          <h2 className="flex min-w-0 flex-1 basis-40 font-normal">
            <TagChip tag={tag} className="max-w-full" />
          </h2>
          {tag.tickets === 0 ? (
            <span className="text-subtle text-sm">{t("tickets", { count: 0 })}</span>
          ) : (
            <Link
              href={`/w/${workspace}/inbox?${new URLSearchParams({ q: tagSearch(tag.name) })}`}
              title={t("showTickets", { name: tag.name })}
              className="flex min-h-6 items-center text-accent-text text-sm tabular-nums underline-offset-2 hover:underline"
            >
              {t("tickets", { count: tag.tickets })}
            </Link>
          )}
          <div className="flex items-center gap-1.5">
            <TagDialog workspace={workspace} tag={tag} />
            <MergeTag workspace={workspace} tag={tag} others={tags.filter(({ id }) => id !== tag.id)} />
            <IconButton label={t("deleteOf", { name: tag.name })} size="sm" onClick={() => void remove(tag)}>
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </li>
      ))}
    </ul>
  );
}
