"use client";

import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Result } from "@/lib/core/result";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import type { QueuePlace } from "@/lib/domain/tasks/queue/place";
import type { SavedView } from "@/lib/domain/tasks/queue/saved-views";
import { settled } from "@/lib/forms/settled";
import { arrangeViewsAction, changeViewAction, deleteViewAction, saveViewAction } from "../actions";

/** What can be done with kept views; a refusal is told, and each is asked for again afterwards. */
export function useViewChanges(slug: string, refresh: () => Promise<void>) {
  const t = useTranslations("queue.views");
  const words = useProblemWords();
  const offerUndo = useUndo();

  async function perform(run: () => Promise<Result<unknown>>): Promise<boolean> {
    const answer = await settled(run);
    if (!answer.ok) toast({ title: t("failed"), text: words(answer.error), tone: "danger" });
    // Whoever did it is offered to undo it before the list shows that it is done.
    void refresh();
    return answer.ok;
  }

  return {
    rename: async ({ id, name: before }: SavedView, name: string) => {
      const put = (to: string) => perform(() => changeViewAction(slug, { viewId: id, name: to }));
      if (await put(name)) offerUndo({ title: t("updated", { name }), undo: () => void put(before) });
    },
    update: async ({ id, name, address: before }: SavedView, place: QueuePlace) => {
      const put = (address: string) => perform(() => changeViewAction(slug, { viewId: id, address }));
      if (await put(formatQueueAddress(place).toString()))
        offerUndo({ title: t("updated", { name }), undo: () => void put(before) });
    },
    move: async (beside: readonly SavedView[], at: number, step: 1 | -1) => {
      const viewIds = beside.map(({ id }) => id);
      viewIds.splice(at + step, 0, ...viewIds.splice(at, 1));
      await perform(() => arrangeViewsAction(slug, { viewIds }));
    },
    remove: async (view: SavedView): Promise<boolean> => {
      const { id: viewId, name, scope, team, address, position } = view;
      const done = await perform(() => deleteViewAction(slug, { viewId }));
      const again = { viewId, name, scope, teamId: team?.id ?? null, address, position };
      const undo = async () => {
        if (await perform(() => saveViewAction(slug, again))) toast({ title: t("restored", { name }) });
      };
      if (done) offerUndo({ title: t("deleted", { name }), undo: () => void undo() });
      return done;
    },
  };
}
