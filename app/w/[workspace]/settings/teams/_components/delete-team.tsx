"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { Team } from "@/lib/domain/workspaces/views";
import { deleteTeamAction } from "../../actions";

/** Asks first, and says where the team's tickets and inboxes go. */
export function DeleteTeam({ workspace, team }: { workspace: string; team: Team }) {
  const t = useTranslations("settings.teams");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const deletion = useAction(deleteTeamAction.bind(null, workspace));
  const { name, openTickets, inboxes } = team;

  async function remove() {
    if (!(await deletion.run({ teamId: team.id }))) return;
    setOpen(false);
    toast({ title: t("deleted", { name }) });
    router.refresh();
  }

  return (
    <>
      <IconButton label={t("deleteOf", { name })} size="sm" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <AlertDialog
        open={open}
        onOpenChange={(next) => {
          deletion.reset();
          setOpen(next);
        }}
        title={t("deleteOf", { name })}
        description={
          <>
            {t("deleteText", { count: openTickets })}
            {inboxes.length > 0 ? ` ${t("deleteInboxes", { names: inboxes.join(", ") })}` : ""}
            <FormProblem>{deletion.problem}</FormProblem>
          </>
        }
        confirmLabel={t("deleteConfirm")}
        pending={deletion.pending}
        onConfirm={remove}
      />
    </>
  );
}
