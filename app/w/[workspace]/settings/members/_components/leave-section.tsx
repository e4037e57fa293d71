"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { useAction } from "@/components/ui/use-action";
import { leaveWorkspaceAction } from "../../actions";

export function LeaveSection({ workspace, name }: { workspace: string; name: string }) {
  const t = useTranslations("settings.leave");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const leaving = useAction(leaveWorkspaceAction.bind(null, workspace));

  async function leave() {
    if ((await leaving.run({})) !== null) router.push("/workspaces");
  }

  return (
    <FormSection title={t("title")}>
      <SettingsRow label={t("label", { name })} hint={t("hint")}>
        <Button onClick={() => setOpen(true)}>{t("open")}</Button>
        <AlertDialog
          open={open}
          onOpenChange={(next) => {
            leaving.reset();
            setOpen(next);
          }}
          title={t("label", { name })}
          description={
            <>
              {t("text")}
              <FormProblem>{leaving.problem}</FormProblem>
            </>
          }
          confirmLabel={t("open")}
          pending={leaving.pending}
          onConfirm={leave}
        />
      </SettingsRow>
    </FormSection>
  );
}
