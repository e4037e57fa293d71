"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { taskNumbers } from "@/components/tasks/task-numbers";
import type { Joined } from "@/lib/chat-client/joined-threads";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useEventWords } from "./event-words";
import { messageHref } from "./message-element";
import { OriginMark } from "./origin-mark";
import { mapText } from "./text-mappers";
import { UndoLine } from "./undo-line";

/** This many events stand in the line by themselves; more fold into a count with the newest beside it. */
const unfolded = 2;

/** What the system noted in a row, folded into one grey line. */
export function EventLines({
  entries,
  timeZone,
}: {
  entries: readonly Joined<MemberEntry>[];
  timeZone: string;
}) {
  const t = useTranslations("chat");
  const words = useEventWords(timeZone);
  const [open, setOpen] = useState(false);
  const last = entries.at(-1);
  if (!last) return null;
  if (entries.length <= unfolded || open) {
    return (
      <ul className="mt-4 flex flex-col items-center gap-1">
        {entries.map((entry) => (
          <EventItem key={entry.id} entry={entry} timeZone={timeZone} />
        ))}
      </ul>
    );
  }
  return (
    <div className="mt-4 flex justify-center">
      <button
        type="button"
        aria-expanded={false}
        onClick={() => setOpen(true)}
        className="flex min-h-6 max-w-full items-center gap-1 rounded-md px-2 text-subtle text-xs hover:bg-hover hover:text-text"
      >
        <ChevronRight aria-hidden className="size-3 shrink-0" />
        <span className="shrink-0">{t("eventsMore", { count: entries.length })}</span>
        <span className="truncate">· {words(last)}</span>
      </button>
    </div>
  );
}

function EventItem({ entry, timeZone }: { entry: Joined<MemberEntry>; timeZone: string }) {
  const words = useEventWords(timeZone);
  const format = useFormatter();
  const at = new Date(entry.at);
  return (
    <li className="max-w-full text-balance px-4 text-center text-subtle text-xs">
      <OriginMark origin={entry.origin} /> {mapText(words(entry), mappers)}
      <FromMessage entry={entry} />{" "}
      <time
        dateTime={entry.at}
        title={format.dateTime(at, "full", { timeZone })}
        className="whitespace-nowrap"
      >
        · {format.dateTime(at, "time", { timeZone })}
      </time>{" "}
      <UndoLine entry={entry} />
    </li>
  );
}

const mappers = [taskNumbers];

/** Leads from new work to the message in which it was asked for; who may not see that is told so there. */
function FromMessage({ entry }: { entry: MemberEntry }) {
  const t = useTranslations("chat.events");
  const { slug } = useMemberChannels();
  const from = entry.event?.name === "task_created" ? entry.event.from : undefined;
  if (!from) return null;
  return (
    <>
      {" "}
      <Link
        href={messageHref(`/w/${slug}/chats/${from.chatId}`, from.messageId)}
        prefetch={false}
        className="underline decoration-current/40 underline-offset-2 hover:text-text"
      >
        {t("fromMessage")}
      </Link>
    </>
  );
}
