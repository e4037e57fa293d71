import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { listManagedFields } from "@/lib/domain/tasks/queries/list-fields";
import { FieldDialog } from "./_components/field-dialog";
import { FieldList } from "./_components/field-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.fields") };
}

export default async function FieldsPage({ params }: Props) {
  const { workspace } = await params;
  const [fields, t] = await Promise.all([
    load(listManagedFields, workspace, {}),
    getTranslations("settings"),
  ]);
  return (
    <>
      <PageHeader
        title={t("pages.fields")}
        description={t("customFields.description")}
        actions={<FieldDialog workspace={workspace} />}
      />
      <FieldList workspace={workspace} fields={fields} />
    </>
  );
}
