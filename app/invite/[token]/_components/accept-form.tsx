"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { useAction } from "@/components/ui/use-action";
import type { WorkspaceLink } from "@/lib/domain/workspaces/views";
import { acceptInvitationAction } from "../actions";

/** A button and not the link itself accepts: mail scanners open links. */
export function AcceptForm({
  token,
  workspace,
  email,
}: {
  token: string;
  workspace: WorkspaceLink;
  email: string;
}) {
  const t = useTranslations("workspaces.invite");
  const router = useRouter();
  const accept = useAction(acceptInvitationAction);

  async function join() {
    const joined = await accept.run({ token });
    if (joined) router.push(`/w/${joined.slug}`);
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{t("asYou", { email })}</p>
      <FormProblem>{accept.problem}</FormProblem>
      <Button variant="primary" size="lg" pending={accept.pending} onClick={join}>
        {t("join", { workspace: workspace.name })}
      </Button>
    </div>
  );
}
