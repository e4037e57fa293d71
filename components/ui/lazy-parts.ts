"use client";

import { useEffect, useReducer, useRef } from "react";

/** Code that a page needs only once somebody opens something. */
export interface LazyParts<Parts> {
  /** Null until they are here. */
  now: () => Parts | null;
  /** Fetches them, once; after a failure the next call tries again. */
  load: () => Promise<Parts>;
}

/** Called at a module's top level, so that `warmUp` knows of it. */
export function lazyParts<Parts>(fetchParts: () => Promise<Parts>): LazyParts<Parts> {
  let here: Parts | null = null;
  let coming: Promise<Parts> | null = null;
  const load = () => {
    coming ??= fetchParts().then(
      (parts) => {
        here = parts;
        return parts;
      },
      (reason) => {
        coming = null;
        throw reason;
      },
    );
    return coming;
  };
  const parts = { now: () => here, load };
  if (warm) whenIdle(parts);
  else cold.push(parts);
  return parts;
}

/** The parts as soon as they are wanted and here, else null. Another value of `wanted` tries again what failed. */
export function useParts<Parts>(
  parts: LazyParts<Parts>,
  wanted: boolean | number,
  onFailure?: () => void,
): Parts | null {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const failed = useRef(onFailure);
  failed.current = onFailure;
  useEffect(() => {
    if (!wanted || parts.now()) return;
    let gone = false;
    parts.load().then(
      () => gone || render(),
      () => gone || failed.current?.(),
    );
    return () => {
      gone = true;
    };
  }, [parts, wanted]);
  return parts.now();
}

const cold: LazyParts<unknown>[] = [];
let warm = false;

/** Fetches all of them while the browser has nothing else to do: the first click doesn't wait, nor a lost network. */
export function warmUp(): void {
  warm = true;
  for (const parts of cold.splice(0)) whenIdle(parts);
}

function whenIdle(parts: LazyParts<unknown>): void {
  const load = () => void parts.load().catch(() => {});
  // Safari has no idle callbacks.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load);
  else setTimeout(load, 1_000);
}
