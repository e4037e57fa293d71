"use client";

import { StickyNote } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { memo, useMemo } from "react";
import { taskNumbers } from "@/components/tasks/task-numbers";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { Mention } from "@/lib/domain/chats/views";
import { EditHistory } from "./edit-history";
import { MessageFiles } from "./files/message-files";
import { EditBox, MessageToolbar } from "./lazy-message-parts";
import { Markdown } from "./markdown";
import { useMessageActions } from "./message-actions";
import { messageElementId } from "./message-element";
import { MessageFoot } from "./message-foot";
import { OriginMark } from "./origin-mark";
import { QuotedEntry } from "./quoted-entry";
import { ReactionChips } from "./reaction-chips";
import { sameLine } from "./same-line";
import { mapText } from "./text-mappers";
import type { MessageLine } from "./thread-lines";
import { useMentionMapper } from "./use-mention-mapper";

/** Of the line whose actions are shown: the pointer or the focus is there. */
export interface ActiveLine {
  menuOpen: boolean;
  onMenu: (open: boolean) => void;
  onEmoji: (open: boolean) => void;
}

/** Of the line whose words are being changed. */
export interface EditedLine {
  text: string;
  mentions: readonly Mention[];
  problem?: string;
  onSave: (text: string, mentions: Mention[]) => void;
  onCancel: () => void;
}

export interface MessageBubbleProps {
  line: MessageLine;
  timeZone: string;
  active: ActiveLine | null;
  editing: EditedLine | null;
  /** Somebody was just led here. */
  highlighted: boolean;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
}

/** What somebody said: the customer at the left, the team at the right, notes tinted and marked as such. */
export const MessageBubble = memo(
  function MessageBubble(props: MessageBubbleProps) {
    const { line, timeZone, active, editing, highlighted } = props;
    const t = useTranslations("chat");
    const { jumpTo, selection } = useMessageActions();
    const team = line.side === "team";
    const name = line.author.name ?? t("anonymous");
    const { entry } = line;
    return (
      <article
        id={messageElementId(line.key)}
        data-line={line.key}
        data-kind={line.kind}
        data-side={line.side}
        data-highlighted={highlighted || undefined}
        aria-label={name}
        aria-describedby={`${messageElementId(line.key)}-text`}
        tabIndex={-1}
        className={cn(
          "-mx-2 flex gap-2.5 rounded-lg px-2 outline-offset-[-2px] pointer-coarse:select-none",
          team && "flex-row-reverse",
          line.first ? "pt-4" : "pt-1",
          highlighted && "animate-highlight",
        )}
      >
        {selection?.may(line) ? (
          <Checkbox
            aria-label={t("select", { name: [name, line.body].filter(Boolean).join(": ").slice(0, 80) })}
            checked={selection.has(line.key)}
            onCheckedChange={() => selection.toggle(line.key)}
            className="mt-1.5"
          />
        ) : null}
        <div className="w-7 shrink-0">
          {line.first ? (
            <Avatar name={name} id={line.author.id} src={line.author.avatar} size={32} className="size-7" />
          ) : null}
        </div>
        <div
          className={cn(
            "flex min-w-0 max-w-[85%] flex-col gap-1 sm:max-w-[min(40rem,calc(100%-9.5rem))]",
            team ? "items-end" : "items-start",
          )}
        >
          {line.first ? <Head line={line} name={name} timeZone={timeZone} /> : null}
          <div className="relative max-w-full">
            <div
              id={`${messageElementId(line.key)}-text`}
              dir="auto"
              className={cn("min-w-0 max-w-full overflow-clip rounded-xl px-3.5 py-2 text-base", look(line))}
            >
              {line.kind === "note" ? <NoteBadge /> : null}
              {line.replyTo ? (
                <QuotedEntry quote={line.replyTo} onOpen={line.unsent ? undefined : jumpTo} />
              ) : null}
              {editing ? (
                <EditBox
                  text={editing.text}
                  hasFiles={line.files.length > 0}
                  mentions={editing.mentions}
                  problem={editing.problem}
                  onSave={editing.onSave}
                  onCancel={editing.onCancel}
                />
              ) : (
                <Words line={line} />
              )}
              <MessageFiles files={line.files} />
            </div>
            {active && entry && !editing && !selection ? (
              <MessageToolbar
                entry={entry}
                side={team ? "left" : "right"}
                menuOpen={active.menuOpen}
                onMenu={active.onMenu}
                onEmoji={active.onEmoji}
              />
            ) : null}
          </div>
          {entry ? <ReactionChips entry={entry} reactions={line.reactions} /> : null}
          {line.splitInto === null ? null : (
            <p className="px-1 text-subtle text-xs">
              {mapText(t("splitInto", { number: line.splitInto }), [taskNumbers])}
            </p>
          )}
          <div className="flex max-w-full items-center gap-1 empty:hidden">
            {line.editedAt ? (
              <EditHistory id={line.key} editedAt={line.editedAt} timeZone={timeZone} />
            ) : null}
            <MessageFoot line={line} onRetry={props.onRetry} onDiscard={props.onDiscard} />
          </div>
        </div>
      </article>
    );
  },
  ({ line: before, ...rest }, { line: after, ...next }) =>
    sameLine(before, after) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((key) => rest[key] === next[key]),
);

function look(line: MessageLine): string {
  if (line.kind === "note") return "rounded-tr-sm border border-note-border bg-note text-note-text";
  return cn(
    line.side === "team" ? "rounded-tr-sm bg-accent-soft text-text" : "rounded-tl-sm bg-hover text-text",
    line.unsent?.status === "failed" && "border border-danger",
  );
}

function Head({ line, name, timeZone }: { line: MessageLine; name: string; timeZone: string }) {
  const format = useFormatter();
  const at = new Date(line.at);
  return (
    <p className="flex max-w-full items-baseline gap-2 px-1 text-xs">
      <span className="truncate font-medium text-text">{name}</span>
      <time
        dateTime={line.at}
        title={format.dateTime(at, "full", { timeZone })}
        className="shrink-0 text-subtle"
      >
        {format.dateTime(at, "time", { timeZone })}
      </time>
      <OriginMark origin={line.origin} />
    </p>
  );
}

function NoteBadge() {
  const t = useTranslations("chat");
  return (
    <p className="mb-1 flex items-center gap-1.5 font-medium text-note-muted text-xs">
      <StickyNote aria-hidden className="size-3.5 shrink-0" />
      <span className="shrink-0">{t("noteBadge")}</span>
      <span className="font-normal">· {t("noteHint")}</span>
    </p>
  );
}

function Words({ line }: { line: MessageLine }) {
  const t = useTranslations("chat");
  const { me } = useMessageActions();
  const names = useMentionMapper(line.mentions, me.id);
  const mappers = useMemo(() => (names ? [names, taskNumbers] : [taskNumbers]), [names]);
  if (line.deleted) return <p className="text-muted italic">{t("deleted")}</p>;
  return line.body ? <Markdown text={line.body} mappers={mappers} /> : null;
}
