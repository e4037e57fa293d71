"use client";

import type { CommandPlace } from "@/lib/domain/commands/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { type Asked, useAnswer } from "./answers";

/** What hashtags could do in a chat, asked anew whenever they are first wanted. */
export function useCommandPlace(chatId: string, wanted: boolean): Asked<CommandPlace> {
  const { slug } = useMemberChannels();
  const path = wanted ? `/api/w/${slug}/chats/${chatId}/commands` : null;
  return useAnswer<CommandPlace>(path, { soon: true, fresh: true });
}
