import { notFound, redirect } from "next/navigation";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { settingsPages } from "./pages";

type Props = { params: Promise<{ workspace: string }> };

/** Leads to the first page that this person may open. */
export default async function SettingsPage({ params }: Props) {
  const { workspace } = await params;
  const { permissions } = await load(getWorkspaceShell, workspace, {});
  const first = settingsPages.find(({ permission }) => permissions.includes(permission));
  if (!first) notFound();
  redirect(`/w/${workspace}/settings/${first.page}`);
}
