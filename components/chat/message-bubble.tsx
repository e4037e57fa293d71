"use client";

import { StickyNote } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { DeliveryMark } from "./delivery-mark";
import { FailedMark } from "./failed-mark";
import { MessageFiles } from "./files/message-files";
import { Markdown } from "./markdown";
import { QuotedEntry } from "./quoted-entry";
import type { MessageLine } from "./thread-lines";

export interface MessageBubbleProps {
  line: MessageLine;
  timeZone: string;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
}

/** What somebody said: the customer at the left, the team at the right, notes tinted and marked as such. */
export const MessageBubble = memo(function MessageBubble({
  line,
  timeZone,
  onRetry,
  onDiscard,
}: MessageBubbleProps) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const team = line.side === "team";
  const note = line.kind === "note";
  const name = line.author.name ?? t("anonymous");
  const at = new Date(line.at);
  return (
    <article
      data-kind={line.kind}
      data-side={line.side}
      aria-label={name}
      className={cn("flex gap-2.5", team && "flex-row-reverse", line.first ? "mt-4" : "mt-1")}
    >
      <div className="w-7 shrink-0">
        {line.first ? (
          <Avatar name={name} id={line.author.id} src={line.author.avatar} size={32} className="size-7" />
        ) : null}
      </div>
      <div
        className={cn(
          "flex min-w-0 max-w-[min(40rem,85%)] flex-col gap-1",
          team ? "items-end" : "items-start",
        )}
      >
        {line.first ? (
          <p className="flex max-w-full items-baseline gap-2 px-1 text-xs">
            <span className="truncate font-medium text-text">{name}</span>
            <time
              dateTime={line.at}
              title={format.dateTime(at, "full", { timeZone })}
              className="shrink-0 text-subtle"
            >
              {format.dateTime(at, "time", { timeZone })}
            </time>
          </p>
        ) : null}
        <div
          dir="auto"
          className={cn(
            "min-w-0 max-w-full rounded-xl px-3.5 py-2 text-base",
            !team && "rounded-tl-sm bg-hover text-text",
            team && !note && "rounded-tr-sm bg-accent-soft text-text",
            note && "rounded-tr-sm border border-note-border bg-note text-note-text",
            line.unsent?.status === "failed" && "border border-danger",
          )}
        >
          {note ? (
            <p className="mb-1 flex items-center gap-1.5 font-medium text-note-muted text-xs">
              <StickyNote aria-hidden className="size-3.5" />
              {t("noteBadge")}
              <span className="font-normal">· {t("noteHint")}</span>
            </p>
          ) : null}
          {line.replyTo ? <QuotedEntry quote={line.replyTo} /> : null}
          {line.deleted ? (
            <p className="text-subtle italic">{t("deleted")}</p>
          ) : line.body ? (
            <Markdown text={line.body} />
          ) : null}
          <MessageFiles files={line.files} />
        </div>
        <Foot line={line} onRetry={onRetry} onDiscard={onDiscard} />
      </div>
    </article>
  );
});

/** How far it came and who has read it, in one line that takes no place when there is nothing to say. */
function Foot({ line, onRetry, onDiscard }: Omit<MessageBubbleProps, "timeZone">) {
  const t = useTranslations("chat");
  const { unsent, readers } = line;
  if (unsent?.status === "failed")
    return <FailedMark unsent={unsent} onRetry={onRetry} onDiscard={onDiscard} />;
  const told = unsent !== null || (line.last && line.delivery !== null);
  if (!told && readers.length === 0) return null;
  const names = readers.map(({ name }) => name).join(", ");
  return (
    <div className="flex min-h-4 items-center gap-2 px-1 text-subtle text-xs">
      {told ? <DeliveryMark line={line} /> : null}
      {readers.length > 0 ? (
        <span title={t("readBy", { names })} className="flex -space-x-1">
          <span className="sr-only">{t("readBy", { names })}</span>
          {readers.slice(0, 5).map(({ id, name, avatar }) => (
            <Avatar
              key={id}
              name={name}
              id={id}
              src={avatar}
              size={16}
              className="ring-1 ring-surface rounded-full"
            />
          ))}
        </span>
      ) : null}
    </div>
  );
}
