"use client";

import { ListPlus, LogOut, UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTaskDesk } from "@/components/tasks/task-desk";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import type { MemberChatState } from "@/lib/domain/chats/views";
import type { ShownTask } from "../../t/_components/use-task";
import { ChatPerson } from "./chat-person";
import type { ChatDeeds } from "./use-chat-deeds";

const TaskPanel = dynamic(() => import("../../t/_components/task-panel").then((m) => m.TaskPanel));
const AddPeople = dynamic(() => import("./add-people").then((m) => m.AddPeople));
const LeaveGroup = dynamic(() => import("./leave-group").then((m) => m.LeaveGroup));

export interface ChatContextProps {
  slug: string;
  myId: string;
  chat: ChatRow;
  state: MemberChatState;
  deeds: ChatDeeds;
  /** What the chat is about, if that is some work. */
  task: ShownTask;
  timeZone: string;
  onWriteTo: (userId: string) => void;
  onLeft: () => void;
}

/** Beside the conversation: who is in it, and how the reader keeps it. */
export function ChatContext(props: ChatContextProps) {
  const { slug, myId, chat, state, deeds, task, timeZone, onWriteTo, onLeft } = props;
  const t = useTranslations("chats.context");
  const [open, setOpen] = useState<"add" | "leave" | null>(null);
  const group = chat.kind === "group";
  const mine = state.participants.find(({ user }) => user.id === myId);
  const others = state.participants.filter(({ user }) => user.id !== myId);
  return (
    <div className="flex flex-col">
      {chat.task ? (
        <TaskPanel slug={slug} myId={myId} task={task} timeZone={timeZone} place="context" />
      ) : null}
      <section className="px-2 py-4 not-first:border-border not-first:border-t">
        <div className="mb-1 flex min-h-7 items-center justify-between px-2">
          <h3 className="font-medium text-subtle text-xs">
            {t("people")} <span className="tabular-nums">· {state.participants.length}</span>
          </h3>
          {group ? (
            <Button variant="ghost" size="sm" onClick={() => setOpen("add")}>
              <UserPlus aria-hidden />
              {t("add")}
            </Button>
          ) : null}
        </div>
        <ul aria-label={t("people")}>
          {[...(mine ? [mine] : []), ...others].map((person) => (
            <ChatPerson
              key={person.user.id}
              person={person}
              isMe={person.user.id === myId}
              showRole={group}
              mayManage={group && mine?.chatRole === "owner"}
              onWriteTo={onWriteTo}
              onRole={(chatRole) => deeds.changeRole(chat, person.user.id, chatRole)}
              onRemove={() => deeds.remove(chat, person.user.id)}
            />
          ))}
        </ul>
      </section>
      <section className="flex flex-col gap-1 border-border border-t px-4 py-4">
        <h3 className="mb-1 font-medium text-subtle text-xs">{t("settings")}</h3>
        <Setting label={t("pin")} on={chat.pinned} onChange={() => deeds.pin(chat)} />
        <Setting label={t("mute")} hint={t("muteHint")} on={chat.muted} onChange={() => deeds.mute(chat)} />
        <Setting label={t("archive")} on={chat.archived} onChange={() => deeds.archive(chat)} />
      </section>
      {chat.task ? null : <MakeTaskHere chatId={chat.id} />}
      {group && mine ? (
        <section className="border-border border-t px-2 py-3">
          <Button variant="ghost" className="text-danger-text" onClick={() => setOpen("leave")}>
            <LogOut aria-hidden />
            {t("leave")}
          </Button>
        </section>
      ) : null}
      {open === "add" ? (
        <AddPeople
          slug={slug}
          myId={myId}
          present={state.participants.map(({ user }) => user.id)}
          onAdd={(userIds) => deeds.add(chat, userIds)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === "leave" ? (
        <LeaveGroup
          others={others}
          iOwn={mine?.chatRole === "owner"}
          onLeave={async () => {
            if (await deeds.leave(chat)) onLeft();
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

/** A chat that is about nothing yet can become a task's. */
function MakeTaskHere({ chatId }: { chatId: string }) {
  const t = useTranslations("chats.context");
  const make = useTaskDesk()?.make;
  if (!make) return null;
  return (
    <section className="border-border border-t px-2 py-3">
      <Button variant="ghost" onClick={() => make({ chatId, becomesTask: true })}>
        <ListPlus aria-hidden />
        {t("makeTask")}
      </Button>
    </section>
  );
}

interface SettingProps {
  label: string;
  hint?: string;
  on: boolean;
  onChange: () => void;
}

function Setting({ label, hint, on, onChange }: SettingProps): ReactNode {
  return (
    <div className="flex min-h-9 items-center gap-3 text-sm">
      <span className="flex min-w-0 flex-1 flex-col">
        {label}
        {hint ? <span className="text-subtle text-xs">{hint}</span> : null}
      </span>
      <Switch aria-label={label} checked={on} onCheckedChange={onChange} />
    </div>
  );
}
