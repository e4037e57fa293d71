import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findInbox } from "@/lib/auth/inbox";
import { Messages } from "@/lib/i18n/messages-provider";
import { MailedLink } from "./mailed-link";

export const metadata: Metadata = { robots: { index: false }, referrer: "no-referrer" };

/** Where links in mails lead. The token is in the address's fragment, which browsers never send to a server. */
export default async function ReturnPage({ params }: { params: Promise<{ inbox: string }> }) {
  const { inbox: inboxKey } = await params;
  if (!(await findInbox(inboxKey))) notFound();
  return (
    <Messages namespaces={["customer"]}>
      <MailedLink inboxKey={inboxKey} />
    </Messages>
  );
}
