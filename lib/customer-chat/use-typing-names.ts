"use client";

import { useCallback, useEffect, useRef, useState } from "react";

const goneAfterMs = 6_000;

/** Who is typing: each for 6 s after the last sign, or until they have said something. */
export function useTypingNames() {
  const [names, setNames] = useState<readonly string[]>([]);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const stopped = useCallback((name: string) => {
    clearTimeout(timers.current.get(name));
    if (timers.current.delete(name)) setNames([...timers.current.keys()]);
  }, []);
  const typed = useCallback(
    (name: string) => {
      clearTimeout(timers.current.get(name));
      timers.current.set(
        name,
        setTimeout(() => stopped(name), goneAfterMs),
      );
      setNames([...timers.current.keys()]);
    },
    [stopped],
  );
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);
  return { names, typed, stopped };
}
