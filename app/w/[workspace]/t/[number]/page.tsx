import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { buttonStyles } from "@/components/ui/button-styles";
import { EmptyState } from "@/components/ui/empty-state";
import { loadIfFound } from "@/lib/core/load";
import { getTask } from "@/lib/domain/tasks/queries/get-task";
import { Messages } from "@/lib/i18n/messages-provider";
import { readPreferences } from "@/lib/preferences";
import { TaskPage } from "../_components/task-page";

type Props = { params: Promise<{ workspace: string; number: string }> };

/** The task's name follows once the page has it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `#${(await params).number}` };
}

/** Where `#142` leads: to the ticket in the inbox, or to some work. */
export default async function Page({ params }: Props) {
  const { workspace, number } = await params;
  const [found, preferences, t] = await Promise.all([
    loadIfFound(getTask, workspace, { number }),
    readPreferences(),
    getTranslations("tasks.panel"),
  ]);
  if (!found) {
    return (
      <EmptyState
        icon={SearchX}
        as="h1"
        title={t("notFound")}
        text={t("notFoundText")}
        className="h-full"
        action={
          <Link href={`/w/${workspace}`} className={buttonStyles()}>
            {t("notFoundAction")}
          </Link>
        }
      />
    );
  }
  if (!found.work) redirect(`/w/${workspace}/inbox/${found.ticket}`);
  return (
    <Messages namespaces={["tasks"]}>
      <TaskPage
        number={found.work.number}
        found={found}
        heading={t("heading", { number: found.work.number })}
        timeZone={preferences.timeZone}
      />
    </Messages>
  );
}
