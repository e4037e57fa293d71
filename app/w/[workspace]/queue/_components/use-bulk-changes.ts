"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { v7 as newId } from "uuid";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { Result } from "@/lib/core/result";
import type { BulkDeed } from "@/lib/domain/tasks/bulk/deed";
import type { BulkChangeView } from "@/lib/domain/tasks/bulk/views";
import { settled } from "@/lib/forms/settled";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import {
  cancelBulkChangeAction,
  dismissBulkChangeAction,
  startBulkChangeAction,
  undoBulkChangeAction,
} from "../actions";
import { merged, worthShowing } from "./bulk-list";
import { useDeedWords } from "./use-deed-words";

/** Where no news come, the server is asked. */
const pollMs = 3_000;

export type BulkChanges = {
  /** To be shown, newest first. */
  shown: readonly BulkChangeView[];
  /** @returns whether it was begun */
  start: (deed: BulkDeed, which: { numbers: number[] } | { address: string }) => Promise<boolean>;
  undo: (id: string) => Promise<void>;
  cancel: (id: string) => Promise<void>;
  dismiss: (id: string) => Promise<void>;
};

/** The member's changes of many tickets: asked for, followed to their end, taken back. */
export function useBulkChanges(
  slug: string,
  initial: readonly BulkChangeView[],
  timeZone: string,
): BulkChanges {
  const t = useTranslations("queue.bulk");
  const words = useProblemWords();
  const deedWords = useDeedWords(timeZone);
  const offerUndo = useUndo();
  const channels = useMemberChannels();
  const [items, setItems] = useState(initial);
  /** Begun in this tab, whose end is told here. */
  const own = useRef(new Set<string>());
  const latest = useRef({ undo: (_id: string) => {} });

  const tell = useCallback(
    (news: readonly BulkChangeView[]) => setItems((before) => merged(before, news)),
    [],
  );
  const refetch = useCallback(
    () =>
      askDoor<{ items: BulkChangeView[] }>(`/api/w/${slug}/bulk-changes`, {}).then(
        ({ items }) => tell(items),
        () => {},
      ),
    [slug, tell],
  );
  useChannel(channels.user, {
    onEvent: (name, data) => {
      if (name === "bulk.changed") tell([data as BulkChangeView]);
    },
    onSubscribed: () => void refetch(),
  });
  const isRunning = items.some(({ state }) => state === "running");
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), pollMs);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);

  useEffect(() => {
    for (const item of items) {
      if (item.state === "running" || !own.current.delete(item.id)) continue;
      const { id, deed, label, undoesId, changed, refused, mayUndo } = item;
      const left = refused > 0 ? t("toldLeft", { count: refused }) : undefined;
      if (undoesId) toast({ title: t("putBack", { count: changed }), text: left, tone: "success" });
      else if (mayUndo)
        offerUndo({
          title: t("did", { what: deedWords(deed, label), count: changed }),
          text: left,
          undo: () => latest.current.undo(id),
        });
      else toast({ title: t("nothingDone", { what: deedWords(deed, label) }), text: left });
    }
  }, [items, t, deedWords, offerUndo]);

  async function ask(run: () => Promise<Result<BulkChangeView>>): Promise<BulkChangeView | null> {
    const answer = await settled(run);
    if (answer.ok) {
      if (answer.data.state === "running") own.current.add(answer.data.id);
      tell([answer.data]);
      return answer.data;
    }
    toast({ title: t("failed"), text: words(answer.error), tone: "danger" });
    return null;
  }
  const undo = async (bulkChangeId: string) => {
    await ask(() => undoBulkChangeAction(slug, { bulkChangeId, undoId: newId() }));
    // What was there to be taken back is not any more.
    await refetch();
  };
  latest.current = { undo: (id) => void undo(id) };

  return {
    shown: worthShowing(items),
    start: async (deed, which) => {
      const bulkChangeId = newId();
      const send = () => startBulkChangeAction(slug, { bulkChangeId, deed, ...which });
      // An answer that was lost is asked for again: under the same id it is done once.
      return (await ask(async () => retriedOnce(send))) !== null;
    },
    undo,
    cancel: async (bulkChangeId) => {
      await ask(() => cancelBulkChangeAction(slug, { bulkChangeId }));
    },
    dismiss: async (bulkChangeId) => {
      await ask(() => dismissBulkChangeAction(slug, { bulkChangeId }));
    },
  };
}

async function retriedOnce(send: () => Promise<Result<BulkChangeView>>): Promise<Result<BulkChangeView>> {
  const answer = await settled(send);
  return answer.ok || answer.error.code !== "UNAVAILABLE" ? answer : send();
}
