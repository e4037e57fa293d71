"use client";

import { useEffect, useState } from "react";
import { askDoor } from "./doors";

type Answer<T> = { path: string | null; data: T | null; failed: boolean };

/** What a door answers; asked again when the path is another one. @param waitMs before asking, for what is being typed */
export function useAnswer<T>(path: string | null, waitMs = 0): Omit<Answer<T>, "path"> {
  const [answer, setAnswer] = useState<Answer<T>>({ path: null, data: null, failed: false });
  useEffect(() => {
    if (path === null) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      askDoor<T>(path, { signal: gone.signal }).then(
        (data) => setAnswer({ path, data, failed: false }),
        () => gone.signal.aborted || setAnswer({ path, data: null, failed: true }),
      );
    }, waitMs);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [path, waitMs]);
  // Of another path: not an answer to this one.
  return answer.path === path ? answer : { data: null, failed: false };
}
