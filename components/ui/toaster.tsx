"use client";

import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { type Toast, toastStore } from "./toast";

const ToastList = lazy(() => import("./toast-list").then((m) => ({ default: m.ToastList })));
const none: readonly Toast[] = [];

/** Where toasts appear; one per layout. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  const [needed, setNeeded] = useState(false);
  if (toasts.length && !needed) setNeeded(true);
  // Once there it stays, so that later toasts are announced in a live region that already exists.
  return needed ? (
    <Suspense>
      <ToastList toasts={toasts} />
    </Suspense>
  ) : null;
}
