import { BadgeCheck, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getNow, getTranslations } from "next-intl/server";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { buttonStyles } from "@/components/ui/button-styles";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { load } from "@/lib/core/load";
import { listCustomers } from "@/lib/domain/customers/queries/list-customers";
import { customerSorts } from "@/lib/domain/customers/sorts";
import type { CustomerListItem } from "@/lib/domain/customers/views";
import { RefreshOnCustomerNews } from "./_components/refresh-on-customer-news";
import { type CustomersFilter, customersHref, parseCustomersParams } from "./search-params";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

/** Everybody who has written. Search, order and pages are links, so it works without a script. */
export default async function CustomersPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const filter = parseCustomersParams(await searchParams);
  const [{ items, nextCursor }, t] = await Promise.all([
    load(listCustomers, workspace, filter),
    getTranslations("customers"),
  ]);
  return (
    <div className="min-h-full bg-surface">
      <RefreshOnCustomerNews />
      <div className="mx-auto flex max-w-5xl flex-col gap-5 px-4 py-6 sm:px-8 sm:py-8">
        <PageHeader title={t("title")} />
        <search>
          <form className="flex gap-2">
            <Input
              name="q"
              type="search"
              aria-label={t("search")}
              placeholder={t("searchPlaceholder")}
              defaultValue={filter.q}
              maxLength={200}
              className="max-w-80"
            />
            {filter.sort ? <input type="hidden" name="sort" value={filter.sort} /> : null}
            <button type="submit" className={buttonStyles({ className: "max-sm:h-9" })}>
              {t("find")}
            </button>
          </form>
        </search>
        {items.length > 0 ? (
          <>
            <Orders workspace={workspace} filter={filter} />
            <CustomerTable workspace={workspace} items={items} />
          </>
        ) : filter.q ? (
          <EmptyState
            icon={SearchX}
            title={t("noMatch")}
            text={t("noMatchText", { q: filter.q })}
            action={
              <Button asChild>
                <Link href={customersHref(workspace, { sort: filter.sort })}>{t("clear")}</Link>
              </Button>
            }
          />
        ) : (
          <EmptyState icon={Users} title={t("empty")} text={t("emptyText")} />
        )}
        <nav aria-label={t("title")} className="flex gap-2">
          {filter.cursor ? (
            <Button asChild>
              <Link href={customersHref(workspace, { ...filter, cursor: undefined })}>{t("first")}</Link>
            </Button>
          ) : null}
          {nextCursor ? (
            <Button asChild>
              <Link href={customersHref(workspace, { ...filter, cursor: nextCursor })}>{t("more")}</Link>
            </Button>
          ) : null}
        </nav>
      </div>
    </div>
  );
}

async function Orders({ workspace, filter }: { workspace: string; filter: CustomersFilter }) {
  const t = await getTranslations("customers.sort");
  const { sort = "newest", q } = filter;
  return (
    <nav aria-label={t("label")} className="-mb-2 flex flex-wrap items-center gap-1 text-sm">
      {customerSorts.map((one) => (
        <Link
          key={one}
          href={customersHref(workspace, { q, sort: one === "newest" ? undefined : one })}
          aria-current={one === sort ? "true" : undefined}
          className="flex min-h-7 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-text aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-text"
        >
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}

async function CustomerTable({ workspace, items }: { workspace: string; items: CustomerListItem[] }) {
  const [t, format, now] = await Promise.all([getTranslations("customers"), getFormatter(), getNow()]);
  return (
    <Table aria-label={t("title")}>
      <TableHead>
        <tr>
          <TableHeader>{t("columns.name")}</TableHeader>
          <TableHeader>{t("columns.email")}</TableHeader>
          <TableHeader>{t("columns.tickets")}</TableHeader>
          <TableHeader>{t("columns.seen")}</TableHeader>
          <TableHeader>{t("columns.since")}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {items.map((customer) => {
          const name = customer.name ?? t("anonymous");
          return (
            <TableRow key={customer.id}>
              <TableCell>
                <Link
                  href={`/w/${workspace}/customers/${customer.id}`}
                  className="flex max-w-64 items-center gap-2.5 font-medium text-text hover:underline max-sm:max-w-48"
                >
                  <Avatar name={name} id={customer.id} size={24} />
                  <span dir="auto" title={name} className="truncate">
                    {name}
                  </span>
                </Link>
              </TableCell>
              <TableCell className="text-muted">
                <span className="flex max-w-64 items-center gap-1.5">
                  <span title={customer.email ?? undefined} className="truncate">
                    {customer.email}
                  </span>
                  {customer.emailVerified ? (
                    <>
                      <BadgeCheck aria-hidden className="size-3.5 shrink-0 text-success-text" />
                      <span className="sr-only">{t("verified")}</span>
                    </>
                  ) : null}
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                {t("total", { count: customer.tickets })}
                <span className="text-subtle"> · {t("open", { count: customer.openTickets })}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                {customer.lastSeenAt ? format.relativeTime(new Date(customer.lastSeenAt), now) : t("never")}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                {format.dateTime(new Date(customer.createdAt), "date")}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
