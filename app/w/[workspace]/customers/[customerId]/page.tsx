import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getFormatter, getLocale, getNow, getTranslations } from "next-intl/server";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Button } from "@/components/ui/button";
import { load } from "@/lib/core/load";
import { getCustomer } from "@/lib/domain/customers/queries/get-customer";
import type { CustomerProfile } from "@/lib/domain/customers/views";
import { Messages } from "@/lib/i18n/messages-provider";
import { Identity } from "../_components/identity";
import { MergeDialog } from "../_components/merge-dialog";
import { MergedCustomers } from "../_components/merged-customers";
import { ProfileAttributes, ProfileNotes } from "../_components/profile";
import { RefreshOnCustomerNews } from "../_components/refresh-on-customer-news";
import { customersHref } from "../search-params";

type Props = {
  params: Promise<{ workspace: string; customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

/** Who a customer is, what the team knows of them, and what they have asked. */
export default async function CustomerPage({ params, searchParams }: Props) {
  const { workspace, customerId } = await params;
  const cursor = [(await searchParams).cursor].flat()[0]?.slice(0, 200);
  const [customer, t] = await Promise.all([
    load(getCustomer, workspace, { customerId, cursor }),
    getTranslations("customers"),
  ]);
  // Somebody whom the team knows as another one by now.
  if (customer.id !== customerId.toLowerCase()) redirect(`/w/${workspace}/customers/${customer.id}`);
  const { id, name, email } = customer;
  return (
    <Messages namespaces={["customers", "attributes"]}>
      <div className="min-h-full bg-surface">
        <RefreshOnCustomerNews />
        <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">
          <Link
            href={customersHref(workspace, {})}
            className="-ml-1 flex min-h-6 items-center gap-1.5 self-start text-muted text-sm hover:text-text"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("back")}
          </Link>
          <header className="flex flex-wrap items-center justify-between gap-4">
            <Identity slug={workspace} customer={customer} />
            <MergeDialog slug={workspace} customer={{ id, name, email }} />
          </header>
          <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
            <div className="flex min-w-0 flex-col gap-8 lg:col-start-2 lg:row-start-1">
              <Facts customer={customer} />
              <ProfileAttributes slug={workspace} customer={customer} />
              <MergedCustomers slug={workspace} merged={customer.merged} />
            </div>
            <div className="flex min-w-0 flex-col gap-8 lg:col-start-1 lg:row-start-1">
              <ProfileNotes slug={workspace} customer={customer} />
              <Tickets workspace={workspace} customer={customer} paged={cursor !== undefined} />
            </div>
          </div>
        </div>
      </div>
    </Messages>
  );
}

async function Facts({ customer }: { customer: CustomerProfile }) {
  const [t, format, now, reader] = await Promise.all([
    getTranslations("customers"),
    getFormatter(),
    getNow(),
    getLocale(),
  ]);
  const { lastSeenAt, createdAt, timeZone, locale } = customer;
  const facts = [
    [t("columns.seen"), lastSeenAt ? format.relativeTime(new Date(lastSeenAt), now) : t("never")],
    [t("columns.since"), format.dateTime(new Date(createdAt), "date")],
    [t("timeZone"), timeZone ?? t("unknown")],
    [t("language"), locale ? languageName(locale, reader) : t("unknown")],
  ];
  return (
    <dl className="grid grid-cols-2 gap-4 rounded-xl border border-border p-4 sm:max-lg:grid-cols-4">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="text-subtle text-xs">{label}</dt>
          <dd className="mt-0.5 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "German" for "de"; what is no language stays as it came. */
function languageName(locale: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames(reader, { type: "language" }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return locale;
  }
}

type TicketsProps = { workspace: string; customer: CustomerProfile; paged: boolean };

async function Tickets({ workspace, customer, paged }: TicketsProps) {
  const { tickets, nextCursor } = customer;
  const here = `/w/${workspace}/customers/${customer.id}`;
  const [t, tasks, format] = await Promise.all([
    getTranslations("customers"),
    getTranslations("tasks.status"),
    getFormatter(),
  ]);
  return (
    <section>
      <h2 className="mb-2 font-semibold text-base">{t("ticketsTitle")}</h2>
      {tickets.length === 0 ? <p className="text-muted">{t("noTickets")}</p> : null}
      <ul className="divide-y divide-border border-border border-y">
        {tickets.map(({ id, number, title, status, at }) => (
          <li key={id}>
            <Link
              href={`/w/${workspace}/inbox/${number}`}
              className="flex min-h-11 items-center gap-3 px-2 py-1.5 hover:bg-hover"
            >
              <StatusIcon status={status} className="size-4" />
              <span className="sr-only">{tasks(status)}</span>
              <span className="w-10 shrink-0 text-subtle tabular-nums">#{number}</span>
              <span dir="auto" className="min-w-0 flex-1 truncate">
                {title}
              </span>
              <time dateTime={at} className="shrink-0 text-subtle text-xs">
                {format.dateTime(new Date(at), "date")}
              </time>
            </Link>
          </li>
        ))}
      </ul>
      {paged || nextCursor ? (
        <nav aria-label={t("ticketsTitle")} className="mt-3 flex gap-2">
          {paged ? (
            <Button asChild size="sm">
              <Link href={here}>{t("newest")}</Link>
            </Button>
          ) : null}
          {nextCursor ? (
            <Button asChild size="sm">
              <Link href={`${here}?${new URLSearchParams({ cursor: nextCursor })}`}>{t("older")}</Link>
            </Button>
          ) : null}
        </nav>
      ) : null}
    </section>
  );
}
