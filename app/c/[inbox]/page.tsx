import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findInbox } from "@/lib/auth/inbox";
import { Messages } from "@/lib/i18n/messages-provider";
import { CustomerChat } from "./_components/customer-chat";

interface Props {
  params: Promise<{ inbox: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("customer");
  const inbox = await findInbox((await params).inbox);
  return {
    title: { absolute: inbox ? t("title", { name: inbox.workspaceName }) : t("notFound.title") },
    robots: { index: false },
  };
}

/** A customer's chat, alone in a tab or in another site's frame. */
export default async function CustomerPage({ params, searchParams }: Props) {
  const { inbox: inboxKey } = await params;
  const inbox = await findInbox(inboxKey);
  if (!inbox) notFound();
  const { frame, host, chat } = await searchParams;
  const { name, greeting, workspaceName, requireIdentity } = inbox;
  return (
    <Messages namespaces={["customer", "files"]}>
      <CustomerChat
        inboxKey={inboxKey}
        welcome={{ name, greeting, workspaceName, requireIdentity }}
        hostOrigin={frame === "1" ? originOf(host) : null}
        chatId={typeof chat === "string" ? chat : null}
      />
    </Messages>
  );
}

/** A frame whose page around is unknown talks to nobody: no page has the origin "null" as its target. */
function originOf(host: unknown): string {
  if (typeof host !== "string" || !URL.canParse(host)) return "null";
  return new URL(host).origin;
}
