import { ShieldQuestion } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { loadIfFound } from "@/lib/core/load";
import { getQueue } from "@/lib/domain/tasks/queries/get-queue";
import { longestAddress } from "@/lib/domain/tasks/queue/address";
import { Messages } from "@/lib/i18n/messages-provider";
import { readPreferences } from "@/lib/preferences";
import { QueueScreen } from "./_components/queue-screen";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("queue");
  return { title: t("title") };
}

/** The support queue: all tickets in a table, as the address says. */
export default async function Page({ params, searchParams }: Props) {
  const [{ workspace: slug }, given] = await Promise.all([params, searchParams]);
  const address = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  const [start, preferences] = await Promise.all([
    loadIfFound(getQueue, slug, { address: address.toString().slice(0, longestAddress) }),
    readPreferences(),
  ]);
  if (!start) return <NoPermission />;
  return (
    <Messages namespaces={["queue", "inbox", "tasks"]}>
      <QueueScreen slug={slug} start={start} address={address.toString()} timeZone={preferences.timeZone} />
    </Messages>
  );
}

async function NoPermission() {
  const t = await getTranslations("queue.noPermission");
  return <EmptyState as="h1" icon={ShieldQuestion} title={t("title")} text={t("text")} className="h-full" />;
}
