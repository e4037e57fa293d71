"use client";

import { useCallback, useEffect, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { Colleague } from "@/lib/domain/chats/queries/list-people";

/** Everybody in the workspace. */
export const fetchPeople = async (slug: string): Promise<Colleague[]> =>
  (await askDoor<{ people: Colleague[] }>(`/api/w/${slug}/chats/people`, {})).people;

/** Whether somebody is called what was typed, whatever the accents and the case. */
export const isCalled = (name: string, typed: string): boolean => plain(name).includes(plain(typed.trim()));
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whom one can chat with; null until they are here. */
export function usePeople(slug: string): { people: Colleague[] | null; failed: boolean; retry: () => void } {
  const [people, setPeople] = useState<Colleague[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    let gone = false;
    fetchPeople(slug).then(
      (found) => !gone && setPeople(found),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [slug, attempt]);

  const retry = useCallback(() => {
    setFailed(false);
    setAttempt((before) => before + 1);
  }, []);
  return { people, failed, retry };
}
