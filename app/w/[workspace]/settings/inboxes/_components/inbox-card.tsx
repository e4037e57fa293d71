"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { buttonStyles } from "@/components/ui/button-styles";
import { FormSection } from "@/components/ui/form-section";
import type { Inbox, Team } from "@/lib/domain/workspaces/views";
import { ArchiveInbox } from "./archive-inbox";
import { CopyLine } from "./copy-line";
import { InboxDialog } from "./inbox-dialog";

export function InboxCard({
  workspace,
  inbox,
  teams,
  origin,
}: {
  workspace: string;
  inbox: Inbox;
  teams: readonly Team[];
  /** Where Flowra is reached, for the addresses to hand out. */
  origin: string;
}) {
  const t = useTranslations("settings.inboxes");
  const address = `${origin}/c/${inbox.publicKey}`;
  return (
    <FormSection
      title={inbox.name}
      description={inbox.team ? t("delivers", { team: inbox.team.name }) : t("deliversAll")}
      actions={
        <div className="flex items-center gap-1.5">
          <a href={address} target="_blank" rel="noreferrer" className={buttonStyles({ size: "sm" })}>
            <ExternalLink aria-hidden />
            {t("open")}
          </a>
          <InboxDialog workspace={workspace} teams={teams} inbox={inbox} />
          <ArchiveInbox workspace={workspace} inbox={inbox} />
        </div>
      }
    >
      <div className="flex flex-col gap-5 px-4 py-4">
        <CopyLine label={t("address")} hint={t("addressHint")} value={address} />
        <CopyLine
          label={t("script")}
          hint={t("scriptHint")}
          value={`<script src="${origin}/widget.js" data-inbox="${inbox.publicKey}" async></script>`}
        />
        <div className="flex flex-col gap-1">
          <p className="font-medium text-sm">{t("sites")}</p>
          {inbox.allowedOrigins.length === 0 ? (
            <p className="text-muted text-sm">{t("noSites")}</p>
          ) : (
            <ul className="flex flex-wrap gap-1.5">
              {inbox.allowedOrigins.map((site) => (
                <li key={site}>
                  <Badge tone="outline">{site}</Badge>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </FormSection>
  );
}
