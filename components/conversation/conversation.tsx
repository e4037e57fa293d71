"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { CustomerChatState, CustomerEntry } from "@/lib/domain/chats/views";
import { type Delivery, DeliveryMark, FailedMark } from "./delivery-mark";
import { countUnread, linesOf, type MessageLine, type UnsentMessage } from "./lines";
import { MessageLog } from "./message-log";
import { TypingLine } from "./typing-line";
import { useStickyScroll } from "./use-sticky-scroll";

export interface ConversationProps {
  entries: readonly CustomerEntry[];
  unsent: readonly UnsentMessage[];
  /** Null until the first answer, and for a conversation that is only beginning. */
  state: CustomerChatState | null;
  hasOlder: boolean;
  onLoadOlder: () => void;
  onRetry: (id: string) => void;
  onDiscard: (id: string) => void;
  /** Begins an answer to a message. */
  onReply?: (line: MessageLine) => void;
  /** Called with the last entry number once it is in sight of somebody who looks. */
  onRead: (seq: number) => void;
  visible: boolean;
  offline: boolean;
  /** Names of the members who are typing. */
  typing: readonly string[];
  /** Above the first message: a greeting. */
  intro?: ReactNode;
  /** Below the last message: a question to the customer. */
  outro?: ReactNode;
}

/** A conversation as its customer sees it: the log, and what is going on in it. */
export function Conversation(props: ConversationProps) {
  const { entries, unsent, state, visible, offline, onRead } = props;
  const t = useTranslations("customer");
  const box = useRef<HTMLDivElement>(null);
  const timeZone = useMemo(() => Intl.DateTimeFormat().resolvedOptions().timeZone, []);
  const newAfter = useNewMark(visible, state);
  const lines = useMemo(
    () => linesOf(entries, unsent, newAfter, timeZone),
    [entries, unsent, newAfter, timeZone],
  );
  const { atBottom, onScroll, toBottom } = useStickyScroll(box, entries[0]?.id);

  const lastSeq = entries.at(-1)?.seq ?? 0;
  const readSeq = state?.readSeq ?? 0;
  useEffect(() => {
    if (visible && atBottom && state && lastSeq > readSeq) onRead(lastSeq);
  }, [visible, atBottom, state, lastSeq, readSeq, onRead]);

  const lastOwn = lines.findLast(
    (line): line is MessageLine => line.type === "message" && line.own && line.seq !== null,
  );
  const unread = countUnread(entries, readSeq);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="log"
        aria-label={t("log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-4 py-4"
      >
        <div className="mx-auto flex w-full max-w-3xl shrink-0 grow flex-col">
          {props.hasOlder ? (
            <Button variant="ghost" size="sm" className="self-center" onClick={props.onLoadOlder}>
              {t("older")}
            </Button>
          ) : (
            props.intro
          )}
          <MessageLog
            lines={lines}
            timeZone={timeZone}
            onReply={props.onReply}
            deliveryOf={(line) => {
              if (!line.own) return null;
              if (line.failed) {
                return (
                  <FailedMark
                    body={line.body}
                    reason={line.reason}
                    onRetry={() => props.onRetry(line.key)}
                    onDelete={() => props.onDiscard(line.key)}
                  />
                );
              }
              if (line.seq === null) return <DeliveryMark delivery={offline ? "waiting" : "sending"} />;
              return line === lastOwn ? <DeliveryMark delivery={deliveryOf(line.seq, state)} /> : null;
            }}
          />
          {props.outro}
          {props.typing.length > 0 ? (
            <TypingLine>
              {t("typing", { names: props.typing.slice(0, 3).join(", "), count: props.typing.length })}
            </TypingLine>
          ) : null}
        </div>
      </div>
      {atBottom ? null : (
        <Button
          onClick={toBottom}
          aria-label={unread > 0 ? undefined : t("toBottom")}
          className="absolute bottom-3 self-center rounded-full shadow-raised"
        >
          <ArrowDown aria-hidden />
          {unread > 0 ? t("newMessages", { count: unread }) : null}
        </Button>
      )}
    </div>
  );
}

function deliveryOf(seq: number, state: CustomerChatState | null): Delivery {
  if (state && seq <= state.team.readSeq) return "read";
  return state && seq <= state.team.deliveredSeq ? "delivered" : "sent";
}

/**
 * Where reading was left when the conversation came into sight, if there was anything unread: the mark stays there
 * while one reads on, and what arrives under one's eyes gets none.
 */
function useNewMark(visible: boolean, state: CustomerChatState | null): number | null {
  const [mark, setMark] = useState<{ inSight: boolean; after: number | null }>({
    inSight: false,
    after: null,
  });
  const inSight = visible && state !== null;
  if (inSight !== mark.inSight) {
    const after = state && state.readSeq < state.seq ? state.readSeq : null;
    setMark({ inSight, after: inSight ? after : mark.after });
  }
  return mark.after;
}
