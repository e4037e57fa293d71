"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The zone that is known of a person, else that of their browser, which the server can't know on a first visit. */
export function useOwnTimeZone(known: string | undefined): string {
  return useSyncExternalStore(
    never,
    () => known ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => known ?? "UTC",
  );
}
