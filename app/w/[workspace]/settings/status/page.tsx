import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { buttonStyles } from "@/components/ui/button-styles";
import { FormSection } from "@/components/ui/form-section";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { getSettings } from "@/lib/domain/workspaces/queries/get-settings";
import { env } from "@/lib/env";
import { readiness } from "@/lib/health/readiness";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.status") };
}

export default async function StatusPage({ params }: Props) {
  const { workspace } = await params;
  // Who may manage the workspace may see how its parts are.
  await load(getSettings, workspace, {});
  const [{ checks }, t] = await Promise.all([readiness(), getTranslations("settings")]);
  const { JOBS_ADMIN_URL, MAILBOX_URL } = env();
  const links = [
    { href: JOBS_ADMIN_URL, name: "jobs" },
    { href: MAILBOX_URL, name: "mailbox" },
  ] as const;
  return (
    <>
      <PageHeader
        title={t("pages.status")}
        description={checks.every(({ ok }) => ok) ? t("status.allWell") : t("status.someDown")}
      />
      <FormSection title={t("status.parts")}>
        <ul aria-label={t("status.parts")} className="divide-y divide-border">
          {checks.map(({ name, ok, ms, reason }) => (
            <li key={name} className="flex items-start gap-3 px-4 py-3">
              {ok ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success-text" />
              ) : (
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
              )}
              <div className="min-w-0 flex-1">
                <p className="font-medium text-sm text-text">{t(`status.names.${name}`)}</p>
                <p className="text-pretty text-muted text-xs">
                  {ok
                    ? t("status.works")
                    : `${t(`status.reasons.${reason ?? "failed"}`)} ${t(`status.fixes.${name}`)}`}
                </p>
              </div>
              <span className="text-subtle text-xs tabular-nums">{t("status.ms", { ms })}</span>
            </li>
          ))}
        </ul>
      </FormSection>
      {links.some(({ href }) => href) ? (
        <FormSection title={t("status.tools")} bare>
          <div className="flex flex-wrap gap-2">
            {links.map(({ href, name }) =>
              href ? (
                <a key={name} href={href} target="_blank" rel="noreferrer" className={buttonStyles()}>
                  {t(`status.${name}`)}
                </a>
              ) : null,
            )}
          </div>
        </FormSection>
      ) : null}
    </>
  );
}
