"use client";

import { UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { Member } from "@/lib/domain/workspaces/views";
import { removeMemberAction } from "../../actions";

/** Asks first, and says what becomes of the member's open work. */
export function RemoveMember({ workspace, member }: { workspace: string; member: Member }) {
  const t = useTranslations("settings.members");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const removal = useAction(removeMemberAction.bind(null, workspace));
  const { name, openTickets } = member;

  async function remove() {
    const removed = await removal.run({ userId: member.id });
    if (!removed) return;
    setOpen(false);
    toast({ title: t("removed", { name }), text: t("released", { name, count: removed.released }) });
    router.refresh();
  }

  return (
    <>
      <IconButton label={t("remove", { name })} size="sm" onClick={() => setOpen(true)}>
        <UserMinus aria-hidden />
      </IconButton>
      <AlertDialog
        open={open}
        onOpenChange={(next) => {
          removal.reset();
          setOpen(next);
        }}
        title={t("removeTitle", { name })}
        description={
          <>
            {t("removeText", { count: openTickets })}
            <FormProblem>{removal.problem}</FormProblem>
          </>
        }
        confirmLabel={t("removeConfirm")}
        pending={removal.pending}
        onConfirm={remove}
      />
    </>
  );
}
