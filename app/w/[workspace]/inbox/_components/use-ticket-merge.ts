"use client";

import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import { settled } from "@/lib/forms/settled";
import { mergeTicketsAction, unmergeTicketsAction } from "../actions";

export type TicketMerge = {
  /** @returns why it was refused */
  merge: (into: Named) => Promise<PublicError | null>;
  unmerge: () => void;
  /** What an own deed made of a ticket. */
  onChange: (ticket: TicketSummary) => void;
  onOpen: (number: number) => void;
};

type Named = { id: string; number: number };

/** Merges a ticket into another one, to which its reader is led, and takes that back; each can be undone at once. */
export function useTicketMerge(
  slug: string,
  ticket: TicketSummary | null,
  onChange: (ticket: TicketSummary) => void,
  onOpen: (number: number) => void,
): TicketMerge {
  const t = useTranslations("inbox.merge");
  const words = useProblemWords();
  const offerUndo = useUndo();

  type Answer = Awaited<ReturnType<typeof mergeTicketsAction>>;
  async function perform(run: () => Promise<Answer>) {
    const answer = await settled(run);
    if (answer.ok) {
      onChange(answer.data.source);
      onChange(answer.data.into);
    }
    return answer;
  }
  const told = (title: string) => toast({ title });
  const refused = (error: PublicError) => toast({ title: t("failed"), text: words(error), tone: "danger" });

  async function merge(into: Named): Promise<PublicError | null> {
    if (!ticket) return null;
    const { id, number } = ticket;
    const answer = await perform(() => mergeTicketsAction(slug, { ticketId: id, intoTicketId: into.id }));
    if (!answer.ok) return answer.error;
    onOpen(into.number);
    const undo = async () => {
      const back = await perform(() => unmergeTicketsAction(slug, { ticketId: id }));
      if (!back.ok) return refused(back.error);
      onOpen(number);
      told(t("unmerged", { number }));
    };
    offerUndo({ title: t("merged", { number, into: into.number }), undo: () => void undo() });
    return null;
  }

  async function unmerge() {
    if (!ticket) return;
    const { id, number } = ticket;
    const answer = await perform(() => unmergeTicketsAction(slug, { ticketId: id }));
    if (!answer.ok) return void refused(answer.error);
    const intoTicketId = answer.data.into.id;
    const again = async () => {
      const back = await perform(() => mergeTicketsAction(slug, { ticketId: id, intoTicketId }));
      if (back.ok) told(t("merged", { number, into: back.data.into.number }));
      else refused(back.error);
    };
    offerUndo({ title: t("unmerged", { number }), undo: () => void again() });
  }

  return { merge, unmerge: () => void unmerge(), onChange, onOpen };
}
