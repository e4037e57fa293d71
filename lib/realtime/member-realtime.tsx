"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import type { Permission } from "@/lib/auth/permissions";
import { askDoor } from "@/lib/chat-client/doors";
import { workspaceHeader } from "@/lib/workspace-header";
import type { MemberChannels } from "./contract";
import { RealtimeProvider, useChannel } from "./realtime-provider";

type Known = MemberChannels & { slug: string; workspaceName: string; permissions: readonly Permission[] };

const ChannelsContext = createContext<Known | null>(null);

export interface MemberRealtimeProps {
  slug: string;
  workspaceName: string;
  /** From `getMemberChannels`, so that the page can subscribe without asking first. */
  channels: MemberChannels;
  /** What the member's role allowed when the page was made; the server asks again each time. */
  permissions: readonly Permission[];
  children: ReactNode;
}

/** The realtime connection of a member's page and the names of their channels, asked for again when access changes. */
export function MemberRealtime(props: MemberRealtimeProps) {
  const { slug, workspaceName, channels: initial, permissions, children } = props;
  const [channels, setChannels] = useState(initial);
  const refresh = useCallback(() => {
    // When it fails, the page keeps polling; the next change or reload asks again.
    void askDoor<MemberChannels>(`/api/w/${slug}/realtime`, {}).then(setChannels, () => {});
  }, [slug]);
  return (
    <RealtimeProvider
      settings={channels.settings}
      headers={memberHeaders(slug)}
      userEndpoint="/api/realtime/user"
    >
      <ChannelsContext value={{ ...channels, slug, workspaceName, permissions }}>
        <AccessWatch channel={channels.user} onChange={refresh} />
        {children}
      </ChannelsContext>
    </RealtimeProvider>
  );
}

/** Says to doors that serve several workspaces which one is meant. */
export const memberHeaders = (slug: string): Record<string, string> => ({ [workspaceHeader]: slug });

/** The member's channels and workspace. */
export function useMemberChannels(): Known {
  const channels = useContext(ChannelsContext);
  if (!channels) throw new Error("useMemberChannels needs MemberRealtime around it");
  return channels;
}

/** Whether to offer something to the member. Whether they may do it the server decides. */
export function useMay(permission: Permission): boolean {
  return useMemberChannels().permissions.includes(permission);
}

function AccessWatch({ channel, onChange }: { channel: string; onChange: () => void }) {
  useChannel(channel, {
    onEvent: (name) => {
      if (name === "access.changed") onChange();
    },
    onRefused: onChange,
  });
  return null;
}
