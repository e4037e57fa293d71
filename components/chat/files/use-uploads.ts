"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { newBrowserToken } from "@/lib/chat-client/browser-token";
import { keep, keptKeys, readKept } from "@/lib/chat-client/kept";
import { uploadApi } from "@/lib/chat-client/upload";
import { createUploads, keptUploads, type Upload, type UploadsStore } from "@/lib/chat-client/uploads";
import type { FileView } from "@/lib/domain/chats/views";
import { uploadTokenHeader } from "@/lib/upload-token-header";

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

function placeOf(place: string, door: string): Place {
  // On the server nobody comes back.
  const known = typeof window === "undefined" ? undefined : places.get(place);
  if (known) return known;
  const asker = { headers: {} };
  const store = createUploads({ ...uploadApi(door, () => asker.headers), kept: keptUploads(place) });
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
  return useUploadsAt(`/api/chats/${chatId}/files`, `${owner}.${chatId}`, headers);
}

/**
 * What is being attached to a message that begins a conversation, and the secret by which the message takes it along.
 * @param door where such files are uploaded
 */
export function useFirstUploads(
  door: string,
  owner: string,
  headers: Record<string, string>,
): Uploads & { token: string | null; forgetToken(): void } {
  const key = keptKeys.uploadToken(owner);
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const kept = readKept(key) ?? newBrowserToken();
    keep(key, kept);
    setToken(kept);
  }, [key]);
  const asker = useMemo(
    () => (token ? { ...headers, [uploadTokenHeader]: token } : headers),
    [headers, token],
  );
  // The next conversation gets one of its own.
  const forgetToken = () => keep(key, null);
  return { ...useUploadsAt(door, `${owner}.new`, asker), token, forgetToken };
}

function useUploadsAt(door: string, place: string, headers: Record<string, string>): Uploads {
  const { store, asker } = useMemo(() => placeOf(place, door), [place, door]);
  useEffect(() => {
    asker.headers = headers;
  }, [asker, headers]);
  const items = useSyncExternalStore(store.subscribe, store.getSnapshot, () => none);
  const { add, retry, remove, takeBack, clear } = store;
  return {
    items,
    ready: items.flatMap(({ view }) => view ?? []),
    pending: items.some(({ status }) => status !== "done"),
    add,
    retry,
    remove,
    takeBack,
    clear,
  };
}
