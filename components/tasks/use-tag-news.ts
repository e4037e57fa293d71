"use client";

import { channelName } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

/** Calls back when tags or custom fields are other than before, or gone: what shows some is to be asked for again. */
export function useTagNews(onNews: () => void): void {
  const { workspaceId, epoch } = useMemberChannels();
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name) => {
      if (name === "tags.changed" || name === "fields.changed") onNews();
    },
  });
}
