"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { Present } from "@/lib/domain/presence/queries/list-present";
import { channelName } from "./channel-names";
import type { Payload } from "./contract";
import { useMemberChannels } from "./member-realtime";
import { createPeopleStore, type People, type PresenceState } from "./people-store";
import { useChannel } from "./realtime-provider";

const PresenceContext = createContext<People>(new Map());

/** A change may have got lost on its way: everybody is asked for again this often. */
const refreshMs = 120_000;

/** Knows who of the workspace is here, for all that is inside. */
export function PeoplePresence({ children }: { children: ReactNode }) {
  const { slug, workspaceId, epoch } = useMemberChannels();
  const store = useMemo(
    () => createPeopleStore(() => askDoor<Present>(`/api/w/${slug}/presence`, {})),
    [slug],
  );
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name, data) => {
      if (name === "presence.changed") store.tell(data as Payload<"people", "presence.changed">);
    },
    onSubscribed: () => void store.refresh(),
  });
  useEffect(() => {
    void store.refresh();
    const timer = setInterval(() => void store.refresh(), refreshMs);
    return () => clearInterval(timer);
  }, [store]);
  const known = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  return <PresenceContext value={known}>{children}</PresenceContext>;
}

/** Everybody who is here. */
export const usePeople = (): People => useContext(PresenceContext);

/** Whether somebody is here. */
export function usePresence(userId: string | null): PresenceState {
  const known = useContext(PresenceContext);
  return (userId && known.get(userId)) || "offline";
}
