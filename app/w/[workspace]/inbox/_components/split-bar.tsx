"use client";

import { Split } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { useUndo } from "@/components/shell/undo";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import { plainLine } from "@/lib/domain/chats/plain-line";
import type { MemberEntry } from "@/lib/domain/chats/views";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";
import { splitTicketAction, unsplitTicketAction } from "../actions";

const longestTitle = 200;

export interface SplitBarProps {
  slug: string;
  ticket: { id: string; number: number };
  /** What is chosen, oldest first. */
  chosen: readonly MemberEntry[];
  onChange: (ticket: TicketSummary) => void;
  /** To the ticket that was made, and back. */
  onOpen: (number: number) => void;
  onClose: () => void;
}

/** In place of the composer while messages are chosen: what their ticket is called, and making it. */
export function SplitBar({ slug, ticket, chosen, onChange, onOpen, onClose }: SplitBarProps) {
  const t = useTranslations("inbox.split");
  const words = useProblemWords();
  const offerUndo = useUndo();
  const [typed, setTyped] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  /** Asking again after a lost answer makes no second ticket. */
  const chatId = useRef(uuidv7());
  useEffect(() => {
    // There messages are chosen, by arrow keys and Space.
    document.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  const title =
    typed ?? plainLine(chosen.find(({ body }) => body.trim() !== "")?.body ?? "").slice(0, longestTitle);
  const refused = (error: PublicError) =>
    void toast({ title: t("failed"), text: words(error), tone: "danger" });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending || chosen.length === 0) return;
    setPending(true);
    const messageIds = chosen.map(({ id }) => id);
    const input = { ticketId: ticket.id, chatId: chatId.current, messageIds, title };
    const answer = await settled(() => splitTicketAction(slug, input));
    setPending(false);
    if (!answer.ok) return refused(answer.error);
    const { source, made } = answer.data;
    onChange(source);
    onChange(made);
    onClose();
    onOpen(made.number);
    offerUndo({
      title: t("done", { count: messageIds.length, number: made.number }),
      undo: () => void takeBack(made),
    });
  }

  async function takeBack({ id, number }: TicketSummary) {
    const answer = await settled(() => unsplitTicketAction(slug, { ticketId: id }));
    if (!answer.ok) return refused(answer.error);
    onChange(answer.data.source);
    onChange(answer.data.made);
    onOpen(ticket.number);
    toast({ title: t("undone", { number }) });
  }

  return (
    <form
      aria-label={t("label")}
      onSubmit={(event) => void submit(event)}
      className="mx-3 mb-3 flex shrink-0 flex-col gap-2.5 rounded-xl border border-control/60 bg-surface p-3 shadow-xs sm:mx-4 sm:mb-4"
    >
      <p aria-live="polite" className="font-medium text-sm">
        {t("count", { count: chosen.length })}
      </p>
      <Input
        aria-label={t("titleLabel")}
        placeholder={t("placeholder")}
        required
        maxLength={longestTitle}
        value={title}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-48 flex-1 text-muted text-xs">{t("hint")}</p>
        <span className="ml-auto flex gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            disabled={chosen.length === 0 || title.trim() === ""}
          >
            <Split aria-hidden />
            {t("confirm")}
          </Button>
        </span>
      </div>
    </form>
  );
}
