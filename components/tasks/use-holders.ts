"use client";

import { useEffect, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { Holders } from "@/lib/domain/tasks/queries/list-assignees";

/** Who could hold a ticket, or some work that is none; null until they are here. */
export function useHolders(
  slug: string,
  work: { taskId: string } | { chatId: string } | undefined,
): { people: Holders | null; failed: boolean } {
  const door = work ? `/api/w/${slug}/holders?${new URLSearchParams(work)}` : `/api/w/${slug}/people`;
  const [people, setPeople] = useState<Holders | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    askDoor<Holders>(door, {}).then(
      (answer) => !gone && setPeople(answer),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [door]);
  return { people, failed };
}
