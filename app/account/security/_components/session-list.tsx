"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { FormSection } from "@/components/ui/form-section";
import { toast } from "@/components/ui/toast";
import { useSubmit } from "@/lib/forms/use-submit";
import { revokeOtherSessionsAction, revokeSessionAction } from "../../actions";
import { browserAndSystem } from "./user-agent";

export interface SessionListProps {
  sessions: { id: string; ip: string | null; userAgent: string | null; lastSeenAt: Date; current: boolean }[];
}

export function SessionList({ sessions }: SessionListProps) {
  const t = useTranslations("account");
  const format = useFormatter();
  const router = useRouter();
  const one = useSubmit(revokeSessionAction, () => {
    toast({ title: t("security.ended"), tone: "success" });
    router.refresh();
  });
  const others = useSubmit(revokeOtherSessionsAction, ({ ended }) => {
    toast({ title: t("security.othersEnded", { count: ended }), tone: "success" });
    router.refresh();
  });
  const nameOf = (userAgent: string | null) => {
    const known = browserAndSystem(userAgent);
    return known ? t("security.on", known) : t("security.unknownBrowser");
  };
  const error = one.error ?? others.error;
  return (
    <FormSection
      title={t("security.sessions")}
      description={t("security.sessionsText")}
      actions={
        sessions.length > 1 ? (
          <Button pending={others.pending} onClick={() => others.submit({})}>
            {t("security.endOthers")}
          </Button>
        ) : null
      }
    >
      {error ? (
        <div className="p-4">
          <FormError error={error} />
        </div>
      ) : null}
      <ul className="divide-y divide-border">
        {sessions.map(({ id, ip, userAgent, lastSeenAt, current }) => (
          <li key={id} className="flex items-center justify-between gap-4 px-4 py-3">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium text-sm text-text">
                {nameOf(userAgent)}
                {current ? <Badge tone="accent">{t("security.thisSession")}</Badge> : null}
              </p>
              <p className="text-subtle text-xs">
                {[ip, t("security.lastSeen", { when: format.dateTime(lastSeenAt, "full") })]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            {current ? null : (
              <Button
                size="sm"
                pending={one.pending}
                aria-label={t("security.endNamed", { name: nameOf(userAgent) })}
                onClick={() => one.submit({ sessionId: id })}
              >
                {t("security.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </FormSection>
  );
}
