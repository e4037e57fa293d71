"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { SettingsRow } from "@/components/ui/form-section";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { cancelEmailChangeAction } from "../actions";

/** A new address that waits for its mail to be opened, and the way back. */
export function PendingEmail({ email }: { email: string }) {
  const t = useTranslations("account.profile");
  const router = useRouter();
  const cancel = useAction(cancelEmailChangeAction);

  async function takeBack() {
    if (!(await cancel.run({}))) return;
    toast({ title: t("emailCancelled"), tone: "success" });
    router.refresh();
  }

  return (
    <SettingsRow
      label={<span className="font-normal text-muted [overflow-wrap:anywhere]">{email}</span>}
      hint={cancel.problem ?? t("emailPending")}
    >
      <Button onClick={() => void takeBack()} pending={cancel.pending}>
        {t("emailCancel")}
      </Button>
    </SettingsRow>
  );
}
