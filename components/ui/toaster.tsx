"use client";

import { useSyncExternalStore } from "react";
import { lazyParts, useParts } from "./lazy-parts";
import { type Toast, toastStore } from "./toast";

const parts = lazyParts(() => import("./toast-list"));
const none: readonly Toast[] = [];

/** Where toasts appear; one per layout. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  // Once there it stays, so that later toasts are announced in a live region that already exists.
  const here = useParts(parts, toasts.at(-1)?.id ?? 0);
  return here ? <here.ToastList toasts={toasts} /> : null;
}
