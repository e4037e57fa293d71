"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { IconButton } from "@/components/ui/icon-button";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { CommandRefusal } from "@/lib/domain/commands/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import { useRefusalWords } from "./use-refusal-words";

/** Tells an author which hashtags of their messages in this chat were not carried out, and what would be right. */
export function CommandRefusals({ chatId }: { chatId: string }) {
  const t = useTranslations("chat.refusals");
  const problem = useProblemWords();
  const words = useRefusalWords({
    because: (why) => t("because", { why }),
    own: (reason, { given, error }) =>
      reason === "refused" && error
        ? problem(error)
        : t(`reasons.${reason === "refused" ? "unknown" : reason}`, { given: given ?? "" }),
  });
  const { refusals, dismiss } = useRefusals(chatId);
  if (refusals.length === 0) return null;
  return (
    <ul
      aria-label={t("label")}
      className="flex max-h-40 shrink-0 flex-col gap-1 overflow-y-auto px-4 pb-2 sm:px-6"
    >
      {refusals.map((one) => (
        <li key={keyOf(one)}>
          <Banner
            tone="warning"
            action={
              <IconButton label={t("dismiss")} size="xs" onClick={() => dismiss(one)}>
                <X aria-hidden />
              </IconButton>
            }
          >
            <strong className="font-medium">#{one.refusal.tag}</strong> {words(one.refusal)}
          </Banner>
        </li>
      ))}
    </ul>
  );
}

const keyOf = ({ messageId, index }: CommandRefusal) => `${messageId}:${index}`;

/** What is refused now, live; what was missed is fetched with every connection. */
function useRefusals(chatId: string) {
  const { slug, user } = useMemberChannels();
  const [refusals, setRefusals] = useState<CommandRefusal[]>([]);
  const door = `/api/w/${slug}/chats/${chatId}/refusals`;
  const fetchAll = useCallback(() => {
    // When it fails they come with the next connection; nothing else depends on them.
    void askDoor<{ refusals: CommandRefusal[] }>(door, {}).then(
      (answer) => setRefusals(answer.refusals),
      () => {},
    );
  }, [door]);
  useEffect(fetchAll, [fetchAll]);
  const forget = (gone: CommandRefusal) =>
    setRefusals((before) => before.filter((one) => keyOf(one) !== keyOf(gone)));
  useChannel(user, {
    onEvent: (name, data) => {
      const one = data as CommandRefusal;
      if (name === "command.refused" && one.chatId === chatId) {
        setRefusals((before) => [...before.filter((other) => keyOf(other) !== keyOf(one)), one]);
      } else if (name === "command.dismissed" && one.chatId === chatId) forget(one);
    },
    onSubscribed: fetchAll,
  });
  function dismiss({ messageId, index }: CommandRefusal): void {
    forget({ messageId, index } as CommandRefusal);
    const headers = { "content-type": "application/json" };
    void askDoor(door, { method: "POST", headers, body: JSON.stringify({ messageId, index }) }).catch(
      fetchAll,
    );
  }
  return { refusals, dismiss };
}
