import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { buttonStyles } from "@/components/ui/button-styles";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { load } from "@/lib/core/load";
import { listAuditLog } from "@/lib/domain/workspaces/queries/list-audit-log";
import { Change } from "./_components/change";
import { parseAuditSearch } from "./search-params";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.audit") };
}

export default async function AuditPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const filter = parseAuditSearch(await searchParams);
  const [{ lines, more }, t, format] = await Promise.all([
    load(listAuditLog, workspace, filter),
    getTranslations("settings"),
    getFormatter(),
  ]);
  const href = (query: Record<string, string>) =>
    `/w/${workspace}/settings/audit?${new URLSearchParams(query)}`;
  const did = (action: string): string | null => {
    const key = `audit.did.${action.replace(".", "_")}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : null;
  };
  const last = lines.at(-1);
  return (
    <>
      <PageHeader title={t("pages.audit")} description={t("audit.description")} />
      <search>
        <form className="flex gap-2">
          <Input
            name="action"
            type="search"
            aria-label={t("audit.filter")}
            placeholder={t("audit.filter")}
            defaultValue={filter.action}
            maxLength={60}
            className="max-w-72"
          />
          <button type="submit" className={buttonStyles()}>
            {t("audit.search")}
          </button>
        </form>
      </search>
      {lines.length === 0 ? (
        <EmptyState
          as="h2"
          icon={ScrollText}
          title={filter.action ? t("audit.noMatch", { filter: filter.action }) : t("audit.empty")}
          action={
            filter.action ? (
              <Link href={href({})} className={buttonStyles()}>
                {t("audit.showAll")}
              </Link>
            ) : null
          }
        />
      ) : (
        <div className="overflow-hidden rounded-xl border border-border">
          <Table aria-label={t("pages.audit")}>
            <TableHead>
              <TableRow>
                <TableHeader>{t("audit.columns.at")}</TableHeader>
                <TableHeader>{t("audit.columns.actor")}</TableHeader>
                <TableHeader>{t("audit.columns.action")}</TableHeader>
                <TableHeader>{t("audit.columns.change")}</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {lines.map((line) => (
                <TableRow key={line.id}>
                  <TableCell className="min-w-28 text-muted">
                    <time dateTime={line.at}>
                      {format.dateTime(new Date(line.at), { dateStyle: "medium", timeStyle: "medium" })}
                    </time>
                  </TableCell>
                  <TableCell className="min-w-36">
                    <span dir="auto" className="block max-w-48 wrap-anywhere">
                      {line.actor.name ??
                        t(`audit.actors.${line.actor.kind === "system" ? "system" : "other"}`)}
                    </span>
                    {line.ip ? <span className="block text-subtle text-xs">{line.ip}</span> : null}
                  </TableCell>
                  <TableCell className="min-w-40">
                    {did(line.action)}
                    {line.subject.name ? <span className="block text-xs">{line.subject.name}</span> : null}
                    <code className="block text-subtle text-xs">{line.action}</code>
                  </TableCell>
                  <TableCell className="min-w-56">
                    <Change before={line.before} after={line.after} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {more && last ? (
        <div className="flex justify-center">
          <Link href={href({ action: filter.action, after: last.id })} className={buttonStyles()}>
            {t("audit.older")}
          </Link>
        </div>
      ) : null}
    </>
  );
}
