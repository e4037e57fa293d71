import { ArrowLeft, BadgeCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getLocale, getNow, getTranslations } from "next-intl/server";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Avatar } from "@/components/ui/avatar";
import { load } from "@/lib/core/load";
import { getCustomer } from "@/lib/domain/customers/queries/get-customer";
import type { CustomerProfile } from "@/lib/domain/customers/views";
import { customersHref } from "../search-params";

type Props = {
  params: Promise<{ workspace: string; customerId: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customers"))("title") };
}

/** Who a customer is and what they have asked. */
export default async function CustomerPage({ params }: Props) {
  const { workspace, customerId } = await params;
  const [customer, t] = await Promise.all([
    load(getCustomer, workspace, { customerId }),
    getTranslations("customers"),
  ]);
  const name = customer.name ?? t("anonymous");
  return (
    <div className="min-h-full bg-surface">
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">
        <Link
          href={customersHref(workspace, {})}
          className="-ml-1 flex min-h-6 items-center gap-1.5 self-start text-muted text-sm hover:text-text"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t("back")}
        </Link>
        <header className="flex items-center gap-4">
          <Avatar name={name} id={customer.id} size={64} />
          <div className="min-w-0">
            <h1 dir="auto" className="break-words font-semibold text-xl tracking-[-0.01em]">
              {name}
            </h1>
            {customer.email ? (
              <p className="flex flex-wrap items-center gap-x-2 text-muted">
                <span className="min-w-0 break-words">{customer.email}</span>
                {customer.emailVerified ? (
                  <span className="flex items-center gap-1 text-success-text text-xs">
                    <BadgeCheck aria-hidden className="size-3.5" />
                    {t("verified")}
                  </span>
                ) : (
                  <span className="text-subtle text-xs">{t("unverified")}</span>
                )}
              </p>
            ) : null}
          </div>
        </header>
        <Facts customer={customer} />
        <Tickets workspace={workspace} tickets={customer.tickets} />
      </div>
    </div>
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
    <dl className="grid grid-cols-2 gap-4 rounded-xl border border-border p-4 sm:grid-cols-4">
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

async function Tickets({ workspace, tickets }: { workspace: string } & Pick<CustomerProfile, "tickets">) {
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
    </section>
  );
}
