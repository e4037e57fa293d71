import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { lastWorkspaceCookie } from "@/components/shell/last-workspace";
import { loadAccount } from "@/lib/core/load";
import { listMyWorkspaces } from "@/lib/domain/workspaces/queries/list-my-workspaces";

/** Nothing to see here: the signed-in go to where they were last, everybody else to sign-in. */
export default async function StartPage(): Promise<never> {
  const open = (await loadAccount(listMyWorkspaces, {})).filter(({ archived }) => !archived);
  const last = (await cookies()).get(lastWorkspaceCookie)?.value;
  const known = open.find(({ slug }) => slug === last) ?? (open.length === 1 ? open[0] : undefined);
  redirect(known ? (`/w/${known.slug}` as never) : "/workspaces");
}
