"use client";

import { BadgeCheck, Clock, ExternalLink } from "lucide-react";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Avatar } from "@/components/ui/avatar";
import { InlineEdit } from "@/components/ui/inline-edit";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { TicketDetail } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";
import { Attributes } from "../../customers/_components/attributes";
import { updateCustomerAction } from "../../customers/actions";
import type { TicketContextProps } from "./ticket-context";

/** Who asks: name and address to correct in place, whether they are here, what else they have asked. */
export function CustomerCard({ slug, ticket, hrefOfTicket, onOpen, onCustomer }: TicketContextProps) {
  const t = useTranslations("inbox.context");
  const tasks = useTranslations("tasks");
  const save = useCustomerChange(slug, ticket, onCustomer);
  const { customer, requester } = ticket;
  const name = requester.name ?? tasks("anonymous");
  return (
    <section className="px-4 py-4">
      <h2 className="sr-only">{t("customer")}</h2>
      <div className="flex items-center gap-3">
        <Avatar name={name} id={requester.id} size={40} status={customer?.online ? "online" : "offline"} />
        <div className="flex min-w-0 flex-1 flex-col">
          {customer ? (
            <InlineEdit
              value={requester.name ?? ""}
              label={t("name")}
              editLabel={t("edit", { field: t("name") })}
              maxLength={120}
              mayBeEmpty
              onSave={(value) => void save({ name: value || null })}
              className="break-words font-semibold text-base"
            >
              {requester.name ?? <span className="font-normal text-muted">{t("addName")}</span>}
            </InlineEdit>
          ) : (
            <p className="break-words font-semibold text-base">{name}</p>
          )}
          {customer ? <Presence customer={customer} /> : <p className="text-muted text-xs">{t("member")}</p>}
        </div>
      </div>
      {customer ? (
        <div className="mt-3 flex flex-col gap-1 text-sm">
          <div className="flex flex-wrap items-center gap-x-1.5">
            <InlineEdit
              value={requester.email ?? ""}
              label={t("email")}
              editLabel={t("edit", { field: t("email") })}
              type="email"
              maxLength={254}
              mayBeEmpty
              onSave={(value) => void save({ email: value || null })}
              className="max-w-[calc(100%+0.75rem)] break-words"
            >
              {requester.email ?? <span className="text-muted">{t("addEmail")}</span>}
            </InlineEdit>
            {requester.email ? <Verified verified={customer.emailVerified} /> : null}
          </div>
          {customer.timeZone ? <LocalTime zone={customer.timeZone} /> : null}
          <Attributes
            slug={slug}
            customerId={customer.id}
            attributes={customer.attributes}
            onChange={(attributes) => onCustomer({ attributes })}
          />
          <LatestNotes slug={slug} customer={customer} />
          <Link
            href={`/w/${slug}/customers/${customer.id}`}
            className="mt-1 flex min-h-6 items-center gap-1.5 self-start text-accent-text underline-offset-2 hover:underline"
          >
            {t("profile")}
            <ExternalLink aria-hidden className="size-3.5" />
          </Link>
          <OtherTickets tickets={customer.otherTickets} hrefOfTicket={hrefOfTicket} onOpen={onOpen} />
        </div>
      ) : null}
    </section>
  );
}

type Customer = NonNullable<TicketDetail["customer"]>;

function Presence({ customer: { online, lastSeenAt } }: { customer: Customer }) {
  const t = useTranslations("inbox.context");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  if (online) return <p className="text-success-text text-xs">{t("online")}</p>;
  return (
    <p suppressHydrationWarning className="text-muted text-xs">
      {lastSeenAt ? t("lastSeen", { time: format.relativeTime(new Date(lastSeenAt), now) }) : t("neverSeen")}
    </p>
  );
}

function Verified({ verified }: { verified: boolean }) {
  const t = useTranslations("inbox.context");
  if (!verified) return <span className="shrink-0 text-subtle text-xs">{t("unverified")}</span>;
  return (
    <span title={t("verified")} className="inline-flex shrink-0 text-success-text">
      <BadgeCheck aria-hidden className="size-4" />
      <span className="sr-only">{t("verified")}</span>
    </span>
  );
}

function LocalTime({ zone }: { zone: string }) {
  const t = useTranslations("inbox.context");
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  return (
    <p suppressHydrationWarning title={zone} className="flex items-center gap-1.5 text-muted">
      <Clock aria-hidden className="size-3.5" />
      {t("localTime", { time: format.dateTime(now, "time", { timeZone: zone }) })}
    </p>
  );
}

/** What the team has noted of them, as far as it fits here. */
function LatestNotes({ slug, customer }: { slug: string; customer: Customer }) {
  const t = useTranslations("inbox.context");
  const { latestNotes, noteCount } = customer;
  if (noteCount === 0) return null;
  return (
    <div className="mt-2">
      <h3 className="mb-1 font-medium text-subtle text-xs">{t("notes")}</h3>
      <ul className="flex flex-col gap-1">
        {latestNotes.map(({ id, body, by }) => (
          <li key={id} className="rounded-md bg-note px-2 py-1 text-xs">
            <p dir="auto" className="line-clamp-4 whitespace-pre-wrap break-words">
              {body}
            </p>
            <p dir="auto" className="text-note-text">
              {by}
            </p>
          </li>
        ))}
      </ul>
      {noteCount > latestNotes.length ? (
        <Link
          href={`/w/${slug}/customers/${customer.id}`}
          className="flex min-h-6 items-center text-accent-text text-xs underline-offset-2 hover:underline"
        >
          {t("allNotes", { count: noteCount })}
        </Link>
      ) : null}
    </div>
  );
}

function OtherTickets({
  tickets,
  hrefOfTicket,
  onOpen,
}: { tickets: Customer["otherTickets"] } & Pick<TicketContextProps, "hrefOfTicket" | "onOpen">) {
  const t = useTranslations("inbox.context");
  const tasks = useTranslations("tasks.status");
  return (
    <div className="mt-3">
      <h3 className="mb-1 font-medium text-subtle text-xs">{t("others")}</h3>
      {tickets.length === 0 ? <p className="text-muted text-xs">{t("noOthers")}</p> : null}
      <ul>
        {tickets.map(({ id, number, title, status }) => (
          <li key={id}>
            <a
              href={hrefOfTicket(number)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(number);
              }}
              className="-mx-1.5 flex min-h-7 items-center gap-2 rounded-md px-1.5 hover:bg-hover"
            >
              <StatusIcon status={status} />
              <span className="sr-only">{tasks(status)}</span>
              <span className="min-w-0 flex-1 truncate">{title}</span>
              <span className="shrink-0 text-subtle text-xs tabular-nums">#{number}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

type CustomerChange = { name?: string | null; email?: string | null };

/** Shown at once, taken back with a reason when refused. */
function useCustomerChange(slug: string, ticket: TicketDetail, onCustomer: TicketContextProps["onCustomer"]) {
  const t = useTranslations("inbox.done");
  const words = useProblemWords();
  const { name, email } = ticket.requester;
  return async (change: CustomerChange) => {
    const customerId = ticket.customer?.id;
    if (!customerId) return;
    onCustomer({ requester: { name, email, ...change } });
    const answer = await settled(() => updateCustomerAction(slug, { customerId, ...change }));
    if (answer.ok) {
      onCustomer({ requester: answer.data });
      return;
    }
    onCustomer({ requester: { name, email } });
    toast({ title: t("customerFailed"), text: words(answer.error), tone: "danger" });
  };
}
