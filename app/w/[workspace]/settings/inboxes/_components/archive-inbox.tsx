"use client";

import { Archive } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { useAction } from "@/components/ui/use-action";
import type { Inbox } from "@/lib/domain/workspaces/views";
import { archiveInboxAction } from "../../actions";

export function ArchiveInbox({ workspace, inbox }: { workspace: string; inbox: Inbox }) {
  const t = useTranslations("settings.inboxes");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const archive = useAction(archiveInboxAction.bind(null, workspace));

  async function confirm() {
    if ((await archive.run({ inboxId: inbox.id })) === null) return;
    setOpen(false);
    router.refresh();
  }

  return (
    <>
      <IconButton label={t("archiveOf", { name: inbox.name })} size="sm" onClick={() => setOpen(true)}>
        <Archive aria-hidden />
      </IconButton>
      <AlertDialog
        open={open}
        onOpenChange={(next) => {
          archive.reset();
          setOpen(next);
        }}
        title={t("archiveOf", { name: inbox.name })}
        description={
          <>
            {t("archiveText")}
            <FormProblem>{archive.problem}</FormProblem>
          </>
        }
        confirmLabel={t("archiveConfirm")}
        pending={archive.pending}
        onConfirm={confirm}
      />
    </>
  );
}
