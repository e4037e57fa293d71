"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { StatusIcon } from "@/components/tasks/status-icon";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { Spinner } from "@/components/ui/spinner";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { PublicError } from "@/lib/core/errors";
import type { TicketDetail, TicketListItem } from "@/lib/domain/tasks/views";
import { longestSearch } from "../search-params";

const pauseMs = 200;
const mostShown = 20;

export interface MergeDialogProps {
  slug: string;
  ticket: TicketDetail;
  onMerge: (into: { id: string; number: number }) => Promise<PublicError | null>;
  onClose: () => void;
}

/** Finds the ticket to merge into, and says what will happen before it does. */
export function MergeDialog({ slug, ticket, onMerge, onClose }: MergeDialogProps) {
  const t = useTranslations("inbox.merge");
  const tasks = useTranslations("tasks");
  const words = useProblemWords();
  const [typed, setTyped] = useState("");
  const [target, setTarget] = useState<TicketListItem | null>(null);
  const [error, setError] = useState<PublicError | null>(null);
  const [pending, setPending] = useState(false);
  const { items, failed } = useTargets(slug, ticket, typed);
  const [walked, setWalked] = useState("");
  // What was found anew begins at its first, as after typing.
  const at = items?.find(({ id }) => id === walked) ?? items?.[0];
  const { number } = ticket;

  async function submit() {
    if (!target || pending) return;
    setPending(true);
    const refused = await onMerge(target);
    setPending(false);
    setError(refused);
    if (!refused) onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title={t("title", { number })}
        description={t("hint")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} disabled={!target} onClick={() => void submit()}>
              {target ? t("confirmInto", { number: target.number }) : t("confirm")}
            </Button>
          </>
        }
      >
        <Command
          label={t("search")}
          shouldFilter={false}
          loop
          value={at?.id ?? ""}
          onValueChange={setWalked}
          className="flex flex-col"
        >
          <Command.Input
            autoFocus
            value={typed}
            maxLength={longestSearch}
            onValueChange={setTyped}
            placeholder={t("placeholder")}
            className="h-9 w-full rounded-md border border-control bg-surface px-3 text-lg sm:text-base"
          />
          {items ? (
            <Command.Empty className="px-3 py-5 text-center text-muted text-sm">
              {t(failed ? "searchFailed" : "none")}
            </Command.Empty>
          ) : (
            <div aria-busy className="flex justify-center p-5">
              <Spinner />
            </div>
          )}
          <Command.List
            label={t("results")}
            hidden={!items?.length}
            className="mt-2 max-h-56 overflow-y-auto rounded-md border border-border p-1"
          >
            {items?.map((item) => (
              <Command.Item
                key={item.id}
                value={item.id}
                onSelect={() => {
                  setTarget(item);
                  setError(null);
                }}
                className={cn(
                  "flex min-h-11 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-sm data-[selected=true]:bg-hover",
                  target?.id === item.id && "bg-selected data-[selected=true]:bg-selected",
                )}
              >
                <StatusIcon status={item.status} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">
                    <span className="text-subtle tabular-nums">#{item.number}</span> {item.title}
                  </span>
                  <span className="block truncate text-muted text-xs">
                    {nameOf(item.requester) ?? tasks("anonymous")} · {tasks(`status.${item.status}`)}
                  </span>
                </span>
                {target?.id === item.id ? <Check aria-hidden className="size-4 text-accent-text" /> : null}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
        <div aria-live="polite" className="mt-3 text-sm">
          {target ? <Preview ticket={ticket} target={target} /> : null}
        </div>
        <div className="mt-3 empty:hidden">{error ? <FormProblem>{words(error)}</FormProblem> : null}</div>
      </DialogContent>
    </Dialog>
  );
}

const nameOf = ({ name, email }: TicketListItem["requester"]) => name ?? email;

/** What merging does, in particular to those who asked. */
function Preview({ ticket, target }: { ticket: TicketDetail; target: TicketListItem }) {
  const t = useTranslations("inbox.merge");
  const tasks = useTranslations("tasks");
  const [number, into] = [ticket.number, target.number];
  const [from, to] = [ticket.requester, target.requester].map((one) => nameOf(one) ?? tasks("anonymous"));
  const same = ticket.requester.kind === target.requester.kind && ticket.requester.id === target.requester.id;
  const wakes = ticket.waitingSince !== null && target.status !== "new" && target.status !== "open";
  return (
    <ul className="list-disc space-y-1 rounded-md bg-sunken py-2.5 pr-3 pl-7 text-muted">
      <Point>{t("preview.thread", { number, into })}</Point>
      <Point>{t("preview.closes", { number })}</Point>
      {same ? (
        <Point>{t("preview.same", { name: to!, title: target.title })}</Point>
      ) : (
        <Point strong>{t("preview.different", { from: from!, to: to! })}</Point>
      )}
      {wakes ? <Point>{t("preview.wakes", { into })}</Point> : null}
    </ul>
  );
}

const Point = ({ strong = false, children }: { strong?: boolean; children: ReactNode }) => (
  <li className={strong ? "font-medium text-text" : undefined}>{children}</li>
);

type Found = { items: TicketListItem[] };

/** Tickets that this one can be merged into, those of the same requester first. */
function useTargets(slug: string, ticket: TicketDetail, typed: string) {
  const [state, setState] = useState<{ items: TicketListItem[] | null; failed: boolean }>({
    items: null,
    failed: false,
  });
  useEffect(() => {
    const asking = new AbortController();
    const q = new URLSearchParams({ view: "all", q: typed.trim() });
    const timer = setTimeout(
      () => {
        askDoor<Found>(`/api/w/${slug}/tickets?${q}`, { signal: asking.signal }).then(
          ({ items }) => setState({ items: targetsAmong(items, ticket), failed: false }),
          () => asking.signal.aborted || setState({ items: [], failed: true }),
        );
      },
      typed === "" ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [slug, ticket, typed]);
  return state;
}

function targetsAmong(items: readonly TicketListItem[], { id, requester }: TicketDetail): TicketListItem[] {
  const able = items.filter((item) => item.id !== id && item.status !== "closed");
  const isOwn = (item: TicketListItem) => item.requester.id === requester.id;
  return [...able.filter(isOwn), ...able.filter((item) => !isOwn(item))].slice(0, mostShown);
}
