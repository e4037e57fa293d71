"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { askDoor } from "@/lib/chat-client/doors";
import { refusalIn } from "@/lib/chat-client/refused";
import type { PublicError } from "@/lib/core/errors";
import type { Attribute } from "@/lib/domain/customers/attributes";
import type { OpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import { nextStatuses } from "@/lib/domain/tasks/ticket-status";
import type { TicketDetail, TicketSummary } from "@/lib/domain/tasks/views";
import { useCustomerNews } from "../../customers/_components/use-customer-news";

/** Facts about the customer that no news brings (online, last seen) are asked for again this often. */
const refreshMs = 60_000;

/** What the panel beside the thread has changed of its customer. */
export type CustomerChange = {
  requester?: { name: string | null; email: string | null };
  attributes?: Attribute[];
};

type State = {
  number: number | null;
  opened: OpenTicket | null;
  ticket: TicketDetail | null;
  error: PublicError | null;
};

/** The ticket that the address names: asked for when it changes, kept fresh by news. */
export function useOpenTicket(slug: string, number: number | null, initial: OpenTicket | null) {
  const [state, setState] = useState<State>({
    number: initial?.ticket.number ?? null,
    opened: initial,
    ticket: initial?.ticket ?? null,
    error: null,
  });
  const [attempt, setAttempt] = useState(0);
  const current = useRef(state.ticket);
  current.current = state.ticket;
  // Another number: what is shown belongs to the ticket before.
  if (state.number !== number) setState({ number, opened: null, ticket: null, error: null });
  const missing = number !== null && state.number === number && !state.opened && !state.error;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (!missing) return;
    let late = false;
    fetchTicket(slug, number).then(
      (opened) => !late && setState({ number, opened, ticket: opened.ticket, error: null }),
      (reason) => !late && setState({ number, opened: null, ticket: null, error: refusalIn(reason) }),
    );
    return () => {
      late = true;
    };
  }, [missing, slug, number, attempt]);

  const apply = useCallback((news: TicketSummary) => {
    setState((before) => {
      const { ticket } = before;
      if (ticket?.id !== news.id || news.version < ticket.version) return before;
      const fields = news.fields ?? ticket.fields;
      return { ...before, ticket: { ...ticket, ...news, fields, nextStatuses: nextStatuses(news.status) } };
    });
  }, []);

  const applyCustomer = useCallback(({ requester, attributes }: CustomerChange) => {
    setState((before) => {
      const { ticket } = before;
      if (!ticket) return before;
      const customer = ticket.customer && attributes ? { ...ticket.customer, attributes } : ticket.customer;
      return { ...before, ticket: { ...ticket, requester: { ...ticket.requester, ...requester }, customer } };
    });
  }, []);

  // Another set of tickets is merged into it than when it was opened: their conversations are asked for.
  // Whether messages are split into it ends with its status.
  const [openedIn, isIn] = [state.opened?.ticket.status, state.ticket?.status];
  const asksOfSplit = (state.opened?.split.length ?? 0) > 0 && isIn === "closed" && openedIn !== "closed";
  const shownMerged = state.opened?.merged.map(({ chatId }) => chatId).join(" ") ?? "";
  const nowMerged = state.opened
    ? (state.ticket?.mergedFrom.map(({ chatId }) => chatId).join(" ") ?? "")
    : "";
  useEffect(() => {
    const asked = current.current;
    if (!asked || (shownMerged === nowMerged && !asksOfSplit)) return;
    let late = false;
    fetchTicket(slug, asked.number).then(
      (opened) =>
        late ||
        setState((before) =>
          before.ticket?.id === asked.id ? { ...before, opened, ticket: opened.ticket } : before,
        ),
      () => {},
    );
    return () => {
      late = true;
    };
  }, [slug, shownMerged, nowMerged, asksOfSplit]);

  const openNumber = state.opened ? state.number : null;
  useEffect(() => {
    if (openNumber === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      fetchTicket(slug, openNumber).then(
        ({ ticket, split }) =>
          setState((before) => {
            if (before.number !== openNumber || (before.ticket?.version ?? 0) > ticket.version) return before;
            return { ...before, ticket, opened: before.opened && { ...before.opened, split } };
          }),
        () => {},
      );
    }, refreshMs);
    return () => clearInterval(timer);
  }, [slug, openNumber]);

  const retry = () => {
    setState({ number, opened: null, ticket: null, error: null });
    setAttempt((before) => before + 1);
  };
  /**
   * One of this member's audiences no longer shows the ticket. Another may: in the same change it can have come to
   * themselves. The server knows.
   */
  const recheck = useCallback(
    (id: string) => {
      if (current.current?.id !== id) return;
      const { number: asked } = current.current;
      fetchTicket(slug, asked).then(
        ({ ticket }) => setState((before) => (before.ticket?.id === id ? { ...before, ticket } : before)),
        (reason) => {
          const error = refusalIn(reason);
          if (error.code !== "NOT_FOUND") return;
          setState((before) =>
            before.ticket?.id === id ? { ...before, opened: null, ticket: null, error } : before,
          );
        },
      );
    },
    [slug],
  );
  const recheckShown = () => {
    if (current.current) recheck(current.current.id);
  };
  useTagNews(recheckShown);
  useCustomerNews(recheckShown);
  const applyNews = useCallback(
    (news: TicketSummary) => {
      apply(news);
      // Too much was in its fields for news to carry.
      if (news.fields === null) recheck(news.id);
    },
    [apply, recheck],
  );
  return { ...state, apply: applyNews, applyCustomer, recheck, retry };
}

const fetchTicket = (slug: string, number: number) =>
  askDoor<OpenTicket>(`/api/w/${slug}/tickets/${number}`, {});
