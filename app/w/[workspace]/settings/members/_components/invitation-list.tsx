"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FormSection } from "@/components/ui/form-section";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Invitation } from "@/lib/domain/workspaces/views";
import { resendInvitationAction, revokeInvitationAction } from "../../actions";

export function InvitationList({
  workspace,
  invitations,
}: {
  workspace: string;
  invitations: readonly Invitation[];
}) {
  const t = useTranslations("settings.invitations");
  return (
    <FormSection title={t("title")}>
      {invitations.length === 0 ? (
        <p className="px-4 py-4 text-muted text-sm">{t("empty")}</p>
      ) : (
        <ul aria-label={t("title")} className="divide-y divide-border">
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} workspace={workspace} invitation={invitation} />
          ))}
        </ul>
      )}
    </FormSection>
  );
}

function InvitationRow({ workspace, invitation }: { workspace: string; invitation: Invitation }) {
  const t = useTranslations("settings.invitations");
  const roles = useTranslations("workspaces.roles");
  const format = useFormatter();
  const words = useProblemWords();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { id: invitationId, email, expired, expiresAt, invitedBy, teams, role } = invitation;

  function resend() {
    startTransition(async () => {
      const result = await resendInvitationAction(workspace, { invitationId });
      if (!result.ok) toast({ title: words(result.error), tone: "danger" });
      else if (result.data.mailed) toast({ title: t("resent", { email }), tone: "success" });
      else toast({ title: t("notMailed"), tone: "danger" });
      router.refresh();
    });
  }

  function revoke() {
    startTransition(async () => {
      const result = await revokeInvitationAction(workspace, { invitationId });
      toast(result.ok ? { title: t("revoked", { email }) } : { title: words(result.error), tone: "danger" });
      router.refresh();
    });
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate font-medium text-sm text-text">{email}</p>
        <p className="text-subtle text-xs">
          {[roles(`${role}.name`), ...teams].join(" · ")}
          {" · "}
          {t("by", { name: invitedBy })}
        </p>
      </div>
      {expired ? (
        <Badge tone="warning">{t("expired")}</Badge>
      ) : (
        <span className="text-subtle text-xs">
          {t("until", { date: format.dateTime(new Date(expiresAt), "date") })}
        </span>
      )}
      {invitation.manageable ? (
        <div className="flex gap-1.5">
          <Button size="sm" disabled={pending} onClick={resend} aria-label={t("resendTo", { email })}>
            {t("resend")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={pending}
            onClick={revoke}
            aria-label={t("revokeOf", { email })}
          >
            {t("revoke")}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
