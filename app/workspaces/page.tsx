import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Avatar } from "@/components/ui/avatar";
import { buttonStyles } from "@/components/ui/button-styles";
import { loadAccount } from "@/lib/core/load";
import { listMyWorkspaces } from "@/lib/domain/workspaces/queries/list-my-workspaces";
import { RestoreButton } from "./_components/restore-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workspaces"))("list.title") };
}

/** Where somebody chooses a workspace; who has none is led to making one. */
export default async function WorkspacesPage() {
  const [all, t] = await Promise.all([loadAccount(listMyWorkspaces, {}), getTranslations("workspaces")]);
  if (all.length === 0) redirect("/workspaces/new");
  const open = all.filter(({ archived }) => !archived);
  const archived = all.filter((workspace) => workspace.archived);
  return (
    <AuthLayout
      title={t("list.title")}
      description={t("list.description")}
      footer={<Link href="/account">{t("list.account")}</Link>}
    >
      <ul aria-label={t("list.title")} className="-mx-2 flex flex-col gap-0.5">
        {open.map(({ slug, name, role, members }) => (
          <li key={slug}>
            <Link href={`/w/${slug}`} className="flex items-center gap-3 rounded-lg px-2 py-2 hover:bg-hover">
              <Avatar name={name} id={slug} shape="square" size={32} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium text-sm text-text">{name}</span>
                <span className="block text-subtle text-xs">
                  {t(`roles.${role}.name`)} · {t("list.members", { count: members })}
                </span>
              </span>
            </Link>
          </li>
        ))}
        {archived.map(({ slug, name }) => (
          <li key={slug} className="flex items-center gap-3 px-2 py-2">
            <Avatar name={name} id={slug} shape="square" size={32} className="opacity-60" />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-muted text-sm">{name}</span>
              <span className="block text-subtle text-xs">{t("list.archived")}</span>
            </span>
            <RestoreButton slug={slug} name={name} />
          </li>
        ))}
      </ul>
      <Link href="/workspaces/new" className={`${buttonStyles()} mt-5 w-full`}>
        <Plus aria-hidden />
        {t("create.open")}
      </Link>
    </AuthLayout>
  );
}
