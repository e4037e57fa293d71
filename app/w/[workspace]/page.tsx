import { redirect } from "next/navigation";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";

type Props = { params: Promise<{ workspace: string }> };

/** Leads to where this person's work is. */
export default async function WorkspacePage({ params }: Props) {
  const { workspace } = await params;
  const { permissions } = await load(getWorkspaceShell, workspace, {});
  redirect(permissions.includes("ticket:handle") ? `/w/${workspace}/inbox` : `/w/${workspace}/chats`);
}
