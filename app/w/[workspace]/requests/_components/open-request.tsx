"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { useLiveConversation } from "@/components/conversation/use-live-conversation";
import { Waiting } from "@/components/conversation/waiting";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { ErrorState } from "@/components/ui/error-state";
import { useAttention } from "@/lib/chat-client/use-attention";
import type { Realtime } from "@/lib/realtime/client";
import { useRealtime } from "@/lib/realtime/realtime-provider";
import { requestHref } from "../search-params";

export interface OpenRequestProps {
  workspace: string;
  owner: string;
  chatId: string;
  title: string | null;
}

/** One's own request, as a customer would see it. */
export function OpenRequest(props: OpenRequestProps) {
  const realtime = useRealtime();
  return realtime ? <Live {...props} realtime={realtime} /> : <Waiting />;
}

function Live({ workspace, owner, chatId, title, realtime }: OpenRequestProps & { realtime: Realtime }) {
  const t = useTranslations("customer");
  const router = useRouter();
  const { visible } = useAttention(true);
  const [refused, setRefused] = useState(false);
  const headers = useMemo(() => ({ "x-flowra-workspace": workspace }), [workspace]);
  const { state, notice, composer, body } = useLiveConversation({
    chatId,
    realtime,
    headers,
    owner,
    visible,
    onMoved: (moved) => router.replace(requestHref(workspace, moved)),
    onRefused: () => setRefused(true),
  });
  // What was read or said here changes the list beside it.
  const moment = `${state?.seq}.${state?.readSeq}.${state?.status}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: refreshed when the conversation moves on
  useEffect(() => {
    if (state) router.refresh();
  }, [moment, router]);

  const agents = state?.agents.map(({ name }) => name).join(", ");
  return (
    <>
      <ZoneHeader>
        <BackToList href={requestHref(workspace, null)} />
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="truncate font-semibold text-sm">
            {title ?? t("list.untitled")}
          </h2>
          {agents ? <p className="truncate text-muted text-xs">{t("with", { names: agents })}</p> : null}
        </div>
      </ZoneHeader>
      {refused ? (
        <ErrorState className="m-auto" title={t("problems.NOT_FOUND")} />
      ) : (
        <>
          {notice}
          {body}
          <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
            {composer}
          </div>
        </>
      )}
    </>
  );
}
