"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUndo } from "@/components/shell/undo";
import type { Followers } from "@/components/tasks/followers-field";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { settled } from "@/lib/forms/settled";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { changeFollowersAction } from "../actions";

type Change = { add?: PersonRef; remove?: PersonRef };

/**
 * Who follows a task, and changes of it: shown at once, taken back with a reason when refused, undone on demand.
 * @param known as they were last asked for; null while they aren't here
 */
export function useFollowers(
  task: { id: string; number: number } | null,
  known: readonly PersonRef[] | null,
  refresh: () => void,
): Followers {
  const { slug, userId: myId } = useMemberChannels();
  const t = useTranslations("tasks.followers");
  const done = useTranslations("tasks.done");
  const words = useProblemWords();
  const offerUndo = useUndo();
  /** What is shown until they are asked for again. */
  const [shown, setShown] = useState<{ instead: typeof known; people: readonly PersonRef[] } | null>(null);
  const people = shown && shown.instead === known ? shown.people : known;

  async function send(input: { taskId: string; add?: string[]; remove?: string[] }, number: number) {
    const answer = await settled(() => changeFollowersAction(slug, input));
    if (answer.ok) setShown({ instead: known, people: answer.data.followers });
    else {
      setShown(null);
      toast({ title: done("failed", { number }), text: words(answer.error), tone: "danger" });
    }
    refresh();
    return answer.ok ? answer.data : null;
  }

  async function change({ add, remove }: Change) {
    if (!task || !people) return;
    const { id: taskId, number } = task;
    const without = people.filter(({ id }) => id !== remove?.id);
    setShown({ instead: known, people: add ? [...without, add] : without });
    const answer = await send({ taskId, add: add && [add.id], remove: remove && [remove.id] }, number);
    if (!answer?.undo) return;
    const { undo } = answer;
    offerUndo({
      title: told({ add, remove }, number),
      undo: () =>
        void send(undo, number).then((undone) => undone && toast({ title: done("undone", { number }) })),
    });
  }

  function told({ add, remove }: Change, number: number): string {
    if (add) return add.id === myId ? t("followed", { number }) : t("added", { number, name: add.name });
    return remove?.id === myId ? t("unfollowed", { number }) : t("removed", { number, name: remove!.name });
  }

  // What one is called comes with the answer.
  const me = { id: myId, name: "", avatar: null };
  const following = people?.some(({ id }) => id === myId) ?? false;
  return {
    people,
    following,
    toggle: () => void change(following ? { remove: me } : { add: me }),
    add: (add) => void change({ add }),
    remove: (remove) => void change({ remove }),
  };
}
