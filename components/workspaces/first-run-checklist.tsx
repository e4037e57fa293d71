import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonStyles } from "@/components/ui/button-styles";
import { FormSection } from "@/components/ui/form-section";
import type { FirstRunChecklist as Checklist } from "@/lib/domain/workspaces/views";

type Step = Checklist["steps"][number]["step"];

/** What a new workspace still lacks, each with the way there; nothing once all is done. Needs the `workspaces` texts. */
export function FirstRunChecklist({ workspace, checklist }: { workspace: string; checklist: Checklist }) {
  const t = useTranslations("workspaces.firstRun");
  const { steps, chatKey } = checklist;
  if (steps.every(({ done }) => done)) return null;
  const hrefs: Record<Step, string> = {
    share_chat: `/w/${workspace}/settings/inboxes`,
    invite: `/w/${workspace}/settings/members`,
    team: `/w/${workspace}/settings/teams`,
    first_ticket: chatKey ? `/c/${chatKey}` : `/w/${workspace}/settings/inboxes`,
  };
  return (
    <FormSection
      title={t("title")}
      description={t("progress", { done: steps.filter(({ done }) => done).length, all: steps.length })}
    >
      <ol className="divide-y divide-border">
        {steps.map(({ step, done }) => (
          <li key={step} className="flex items-start gap-3 px-4 py-3">
            {done ? (
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success-text" />
            ) : (
              <Circle aria-hidden className="mt-0.5 size-4 shrink-0 text-subtle" />
            )}
            <div className="min-w-0 flex-1">
              <p className={done ? "text-muted text-sm line-through" : "font-medium text-sm text-text"}>
                {t(`steps.${step}.title`)}
                {done ? <span className="sr-only"> {t("done")}</span> : null}
              </p>
              {done ? null : <p className="text-pretty text-subtle text-xs">{t(`steps.${step}.text`)}</p>}
            </div>
            {done ? null : (
              <Link href={hrefs[step]} className={buttonStyles({ size: "sm" })}>
                {t(`steps.${step}.action`)}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </FormSection>
  );
}
