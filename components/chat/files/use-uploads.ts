"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { uploadApi } from "@/lib/chat-client/upload";
import { createUploads, keptUploads, type Upload, type UploadsStore } from "@/lib/chat-client/uploads";
import type { FileView } from "@/lib/domain/chats/views";

export type Uploads = Omit<UploadsStore, "getSnapshot" | "subscribe"> & {
  items: readonly Upload[];
  /** Those that are there already. */
  ready: FileView[];
  /** Some are still on their way, or failed. */
  pending: boolean;
};

const none: readonly Upload[] = [];

type Place = { store: UploadsStore; asker: { headers: Record<string, string> } };
/** Uploads go on while one looks at another chat, and are there when one comes back. */
const places = new Map<string, Place>();

function placeOf(place: string, chatId: string): Place {
  // On the server nobody comes back.
  const known = typeof window === "undefined" ? undefined : places.get(place);
  if (known) return known;
  const asker = { headers: {} };
  const store = createUploads({ ...uploadApi(chatId, () => asker.headers), kept: keptUploads(place) });
  const made = { store, asker };
  if (typeof window !== "undefined") places.set(place, made);
  return made;
}

/**
 * What is being attached in one chat.
 * @param owner who writes, so that nothing crosses over on a shared computer
 * @param headers who asks: a customer's token, or a member's workspace
 */
export function useUploads(chatId: string, owner: string, headers: Record<string, string>): Uploads {
  const place = `${owner}.${chatId}`;
  const { store, asker } = useMemo(() => placeOf(place, chatId), [place, chatId]);
  useEffect(() => {
    asker.headers = headers;
  }, [asker, headers]);
  const items = useSyncExternalStore(store.subscribe, store.getSnapshot, () => none);
  const { add, retry, remove, clear } = store;
  return {
    items,
    ready: items.flatMap(({ view }) => view ?? []),
    pending: items.some(({ status }) => status !== "done"),
    add,
    retry,
    remove,
    clear,
  };
}
