"use client";

import { channelName } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

/** Calls back when something is known of a customer that was not: what shows any is to be asked for again. */
export function useCustomerNews(onNews: () => void): void {
  const { workspaceId, epoch } = useMemberChannels();
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name) => {
      if (name === "customers.changed") onNews();
    },
  });
}
