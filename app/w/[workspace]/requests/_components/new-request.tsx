"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useBeginning } from "@/components/conversation/use-beginning";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { askDoor } from "@/lib/chat-client/doors";
import { keptKeys } from "@/lib/chat-client/kept";
import { useAttention } from "@/lib/chat-client/use-attention";
import type { FirstMessage, Started } from "@/lib/customer-chat/api";
import { requestHref } from "../search-params";

const noHeaders = {};

/** A request that is being written. */
export function NewRequest({ workspace, owner }: { workspace: string; owner: string }) {
  const t = useTranslations("customer.requests");
  const router = useRouter();
  const { visible } = useAttention(true);
  const { notice, composer, body } = useBeginning({
    owner,
    storageKey: keptKeys.firstMessage(owner),
    uploadDoor: `/api/w/${workspace}/requests/files`,
    headers: noHeaders,
    visible,
    send: (first: FirstMessage) =>
      askDoor<Started>(`/api/w/${workspace}/requests`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(first),
      }),
    onStarted: (_, { chatId }) => router.replace(requestHref(workspace, chatId)),
    intro: ({ first }) =>
      first ? null : (
        <div className="m-auto max-w-80 text-center">
          <p className="font-medium text-base">{t("newTitle")}</p>
          <p className="mt-1 text-muted text-sm">{t("newText")}</p>
        </div>
      ),
  });
  return (
    <>
      <ZoneHeader>
        <BackToList href={requestHref(workspace, null)} />
        <h2 className="truncate font-semibold text-sm">{t("new")}</h2>
      </ZoneHeader>
      {notice}
      {body}
      <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
        {composer}
      </div>
    </>
  );
}
