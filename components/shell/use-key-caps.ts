"use client";

import { useMemo, useSyncExternalStore } from "react";
import { keyCaps } from "./shortcut-keys";

const never = () => () => {};

/** Whether the keyboard has ⌘. The server says no, since only the browser knows. */
export function useMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.platform),
    () => false,
  );
}

/** Key caps to show for a shortcut such as `"mod+enter"`, as this keyboard names them. */
export function useKeyCaps(keys: string): string[] {
  const mac = useMac();
  return useMemo(() => keyCaps(keys, mac), [keys, mac]);
}
