"use client";

import { MessagesSquare, StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { Button } from "@/components/ui/button";
import type { Unsent } from "@/lib/chat-client/unsent";
import type { MemberEntry } from "@/lib/domain/chats/views";
import type { StaleReply } from "@/lib/domain/tasks/stale-reply";

export interface StaleRepliesProps {
  unsent: readonly Unsent[];
  onSendAnyway: (message: Unsent) => void;
  onDiscard: (message: Unsent) => void;
  /** They become what is being written again. */
  onEdit: (messages: readonly Unsent[]) => void;
}

/** Refused because others had written meanwhile: the author sees what, and chooses. */
const isStale = ({ status, error }: Unsent): boolean =>
  status === "failed" && error?.reason === "stale_reply";

/** Replies that came into a conversation that had moved on, with what their author had not seen. */
export function StaleReplies({ unsent, onSendAnyway, onDiscard, onEdit }: StaleRepliesProps) {
  const t = useTranslations("composer.stale");
  const offerUndo = useUndo();
  const stale = unsent.filter(isStale);
  if (stale.length === 0) return null;
  const { entries, missed } = missedOf(stale);
  const more = missed - entries.length;
  const count = stale.length;

  function discard() {
    for (const message of stale) onDiscard(message);
    offerUndo({ title: t("discarded", { count }), undo: () => onEdit(stale) });
  }
  function edit() {
    for (const message of stale) onDiscard(message);
    onEdit(stale);
  }

  return (
    <section
      aria-label={t("title", { count })}
      className="mx-3 mb-2 flex max-h-[40dvh] shrink-0 flex-col overflow-y-auto rounded-xl border border-warning-text/30 bg-warning-soft p-3 text-sm sm:mx-4"
    >
      <p role="alert" className="flex items-center gap-2 font-medium text-warning-text">
        <MessagesSquare aria-hidden className="size-4 shrink-0" />
        {t("title", { count })}
      </p>
      <ul className="mt-2 flex flex-col gap-1.5">
        {entries.map((entry) => (
          <Missed key={entry.id} entry={entry} />
        ))}
      </ul>
      {more > 0 ? <p className="mt-1.5 text-muted text-xs">{t("more", { count: more })}</p> : null}
      <blockquote dir="auto" className="mt-2 border-current/25 border-l-2 pl-2 text-muted">
        {stale.map(({ id, body, files = [] }) => (
          <p key={id} className="line-clamp-2 whitespace-pre-wrap break-words">
            {[body, ...files.map(({ name }) => name)].filter((text) => text !== "").join("\n")}
          </p>
        ))}
      </blockquote>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => stale.forEach(onSendAnyway)}>
          {t("sendAnyway")}
        </Button>
        <Button onClick={edit}>{t("edit")}</Button>
        <Button variant="ghost" onClick={discard}>
          {t("discard")}
        </Button>
      </div>
    </section>
  );
}

function Missed({ entry }: { entry: MemberEntry }) {
  const t = useTranslations("composer.stale");
  const name = entry.author.kind === "system" ? null : entry.author.name;
  return (
    <li className="min-w-0">
      <span className="flex items-center gap-1.5 font-medium text-xs">
        {entry.kind === "note" ? <StickyNote aria-hidden className="size-3.5 shrink-0" /> : null}
        {entry.kind === "note" ? t("noteBy", { name: name ?? t("visitor") }) : (name ?? t("visitor"))}
      </span>
      <span dir="auto" className="line-clamp-3 whitespace-pre-wrap break-words">
        {entry.body || t("withoutText")}
      </span>
    </li>
  );
}

/** Of several messages of one queue the first missed most. */
function missedOf(stale: readonly Unsent[]): StaleReply {
  const all = stale.map(({ error }) => staleIn(error?.values));
  return all.reduce((most, one) => (one.missed > most.missed ? one : most));
}

function staleIn(values: Record<string, unknown> | undefined): StaleReply {
  const { entries, missed } = values ?? {};
  const known = Array.isArray(entries) ? (entries as MemberEntry[]) : [];
  return { entries: known, missed: typeof missed === "number" ? missed : known.length };
}
