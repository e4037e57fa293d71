import { ShieldQuestion } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FirstRunChecklist } from "@/components/workspaces/first-run-checklist";
import { loadIfFound } from "@/lib/core/load";
import { getInbox } from "@/lib/domain/tasks/queries/get-inbox";
import { getOpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import { getFirstRunChecklist } from "@/lib/domain/workspaces/queries/get-first-run-checklist";
import { Messages } from "@/lib/i18n/messages-provider";
import { readInboxLayout, readPreferences } from "@/lib/preferences";
import { parseInboxParams } from "../search-params";
import { InboxScreen } from "./inbox-screen";

type SearchParams = Record<string, string | string[] | undefined>;

/** The inbox with a ticket open or none: list and conversation are read at the same time. */
export async function InboxPage(props: { slug: string; number: string | null; searchParams: SearchParams }) {
  const { slug, number, searchParams } = props;
  const place = parseInboxParams((name) => [searchParams[name]].flat()[0]);
  const [start, opened, settings, preferences] = await Promise.all([
    loadIfFound(getInbox, slug, place),
    number === null ? null : loadIfFound(getOpenTicket, slug, { number }),
    readInboxLayout(),
    readPreferences(),
  ]);
  if (!start) return <NoPermission />;
  const isEmpty = start.page.items.length === 0 && place.q === "";
  const checklist = isEmpty && start.seesAll ? await loadIfFound(getFirstRunChecklist, slug, {}) : null;
  const isDone = !checklist || checklist.steps.every(({ done }) => done);
  return (
    <Messages namespaces={["attributes", "inbox", "chat", "composer", "tasks"]}>
      <InboxScreen
        slug={slug}
        start={start}
        place={place}
        opened={opened}
        timeZone={preferences.timeZone}
        settings={settings}
        firstRun={isDone ? null : <FirstRunChecklist workspace={slug} checklist={checklist} />}
      />
    </Messages>
  );
}

async function NoPermission() {
  const t = await getTranslations("inbox.noPermission");
  return <EmptyState icon={ShieldQuestion} title={t("title")} text={t("text")} className="h-full" />;
}
