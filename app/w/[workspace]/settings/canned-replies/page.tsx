import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { listCannedReplies } from "@/lib/domain/canned-replies/queries/list-canned-replies";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { firstNameOf, type VariableValues } from "@/lib/reply-variables/variables";
import { ReplyDialog } from "./_components/reply-dialog";
import { ReplyList } from "./_components/reply-list";

type Props = { params: Promise<{ workspace: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("pages.canned-replies") };
}

export default async function CannedRepliesPage({ params }: Props) {
  const { workspace: slug } = await params;
  const [{ replies }, { permissions, user, workspace }, t] = await Promise.all([
    load(listCannedReplies, slug, {}),
    load(getWorkspaceShell, slug, {}),
    getTranslations("settings"),
  ]);
  const customer = t("cannedReplies.sample.customer");
  const sample: VariableValues = {
    "customer.name": customer,
    "customer.first_name": firstNameOf(customer),
    "customer.email": "ana@shop.example",
    "ticket.number": "142",
    "ticket.title": t("cannedReplies.sample.ticket"),
    "agent.name": user.name,
    "agent.first_name": firstNameOf(user.name),
    "workspace.name": workspace.name,
  };
  const mayShare = permissions.includes("canned-reply:share");
  return (
    <>
      <PageHeader
        title={t("pages.canned-replies")}
        description={t(`cannedReplies.${mayShare ? "descriptionSharing" : "description"}`)}
        actions={<ReplyDialog slug={slug} sample={sample} mayShare={mayShare} />}
      />
      <ReplyList slug={slug} replies={replies} sample={sample} mayShare={mayShare} />
    </>
  );
}
