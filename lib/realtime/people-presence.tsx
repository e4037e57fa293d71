"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { Present } from "@/lib/domain/presence/queries/list-present";
import { channelName } from "./channel-names";
import type { Payload } from "./contract";
import { useMemberChannels } from "./member-realtime";
import { useChannel } from "./realtime-provider";

type Change = Payload<"people", "presence.changed">;
export type PresenceState = "online" | "away" | "offline";
type Known = ReadonlyMap<string, PresenceState>;

const PresenceContext = createContext<Known>(new Map());

/** A change may have got lost on its way: everybody is asked for again this often. */
const refreshMs = 120_000;

/** Knows who of the workspace is here, for all that is inside. */
export function PeoplePresence({ children }: { children: ReactNode }) {
  const { slug, workspaceId, epoch } = useMemberChannels();
  const [known, setKnown] = useState<Known>(new Map());
  /** Changes that came while everybody was asked for, which the answer may not know of. */
  const meanwhile = useRef<Change[] | null>(null);

  const refresh = useCallback(async () => {
    meanwhile.current = [];
    try {
      const { online, away } = await askDoor<Present>(`/api/w/${slug}/presence`, {});
      const changes = [{ online, away, offline: [] }, ...(meanwhile.current ?? [])];
      setKnown(changes.reduce(withChange, new Map()));
    } catch {
      // What was known stays until the next time.
    } finally {
      meanwhile.current = null;
    }
  }, [slug]);

  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name, data) => {
      if (name !== "presence.changed") return;
      const change = data as Change;
      meanwhile.current?.push(change);
      setKnown((before) => withChange(before, change));
    },
    onSubscribed: () => void refresh(),
  });
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), refreshMs);
    return () => clearInterval(timer);
  }, [refresh]);
  return <PresenceContext value={known}>{children}</PresenceContext>;
}

/** Whether somebody is here. */
export function usePresence(userId: string | null): PresenceState {
  const known = useContext(PresenceContext);
  return (userId && known.get(userId)) || "offline";
}

function withChange(before: Known, { online, away, offline }: Change): Known {
  const after = new Map(before);
  for (const id of online) after.set(id, "online");
  for (const id of away) after.set(id, "away");
  for (const id of offline) after.delete(id);
  return after;
}
