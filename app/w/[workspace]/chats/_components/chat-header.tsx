"use client";

import { useTranslations } from "next-intl";
import type { Viewer } from "@/components/chat/use-viewers";
import { ChatAvatar } from "@/components/chats/chat-avatar";
import { ContextToggle } from "@/components/shell/context-panel";
import { BackToList, ZoneHeader } from "@/components/shell/zone-header";
import { TaskNumber } from "@/components/tasks/task-number";
import { InlineEdit } from "@/components/ui/inline-edit";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import { usePresence } from "@/lib/realtime/people-presence";
import { ChatMenu } from "./chat-menu";
import { TypingNames } from "./typing-names";
import type { ChatDeeds } from "./use-chat-deeds";

export interface ChatHeaderProps {
  chat: ChatRow;
  name: string;
  myId: string;
  deeds: ChatDeeds;
  viewers: readonly Viewer[];
  listHref: string;
  onMarkUnread: () => void;
}

/** Which chat this is, who is here, and what can be done with it. */
export function ChatHeader(props: ChatHeaderProps) {
  const { chat, name, myId, deeds, viewers, listHref, onMarkUnread } = props;
  const t = useTranslations("chats");
  const { task } = chat;
  return (
    <ZoneHeader className="bg-surface">
      <BackToList href={listHref} />
      <span className="max-sm:hidden">
        <ChatAvatar chat={chat} myId={myId} name={name} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <h1 className="flex min-w-0 font-semibold text-base leading-5.5">
          {chat.kind === "group" ? (
            <InlineEdit
              value={chat.title ?? ""}
              label={t("context.nameLabel")}
              editLabel={`${name}. ${t("context.rename")}`}
              maxLength={100}
              mayBeEmpty
              onSave={(title) => deeds.rename(chat, title || null)}
              className="truncate font-semibold"
            >
              {name}
            </InlineEdit>
          ) : (
            <span className="truncate">{name}</span>
          )}
        </h1>
        <div className="flex min-w-0 items-center gap-2 text-muted text-xs leading-4">
          {chat.kind === "direct" ? (
            <DirectPresence chat={chat} myId={myId} />
          ) : (
            <span className="shrink-0">{t("thread.members", { count: chat.peopleCount })}</span>
          )}
          {task ? (
            <TaskNumber
              number={task.number}
              className="-m-1 shrink-0 p-1 px-1.5 tabular-nums underline-offset-2 hover:text-text hover:underline"
            />
          ) : null}
          {chat.kind === "group" ? <TypingNames viewers={viewers} whenQuiet="viewing" /> : null}
        </div>
      </div>
      <ChatMenu chat={chat} deeds={deeds} onMarkUnread={onMarkUnread} />
      <ContextToggle />
    </ZoneHeader>
  );
}

function DirectPresence({ chat, myId }: { chat: ChatRow; myId: string }) {
  const t = useTranslations("chats");
  const [other] = chat.people;
  const presence = usePresence(other?.id ?? null);
  if (!other || other.id === myId) return null;
  if (other.removed) return <span>{t("context.removed")}</span>;
  return (
    <span className={presence === "online" ? "text-success-text" : undefined}>
      {t(`presence.${presence}`)}
    </span>
  );
}
