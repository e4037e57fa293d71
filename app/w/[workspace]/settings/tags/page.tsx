import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { listTagUse } from "@/lib/domain/tasks/queries/list-tags";
import { TagDialog } from "./_components/tag-dialog";
import { TagList } from "./_components/tag-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.tags") };
}

export default async function TagsPage({ params }: Props) {
  const { workspace } = await params;
  const [tags, t] = await Promise.all([load(listTagUse, workspace, {}), getTranslations("settings")]);
  return (
    <>
      <PageHeader
        title={t("pages.tags")}
        description={t("tags.description")}
        actions={<TagDialog workspace={workspace} />}
      />
      <TagList workspace={workspace} tags={tags} />
    </>
  );
}
