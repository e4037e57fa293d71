import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { load } from "@/lib/core/load";
import { listOwnRequests } from "@/lib/domain/customers/queries/get-customer-session";
import { Messages } from "@/lib/i18n/messages-provider";
import { getMemberChannels } from "@/lib/realtime/queries/get-member-channels";
import { Requests } from "./_components/requests";
import { openRequest } from "./search-params";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("customer.requests"))("title") };
}

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A member's own conversations with support, as the one who asks. */
export default async function RequestsPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const [chats, { settings, userId }] = await Promise.all([
    load(listOwnRequests, workspace, {}),
    load(getMemberChannels, workspace, {}),
  ]);
  return (
    <Messages namespaces={["customer"]}>
      <Requests
        workspace={workspace}
        userId={userId}
        chats={chats}
        open={openRequest(await searchParams)}
        realtime={settings}
      />
    </Messages>
  );
}
