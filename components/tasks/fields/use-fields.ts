"use client";

import { useEffect, useSyncExternalStore } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import type { FieldDefinition } from "@/lib/domain/tasks/fields/field-rules";
import { channelName } from "@/lib/realtime/channel-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";

type Fields = readonly FieldDefinition[];

// Asked for once, whatever shows them: all screens of a workspace have the same.
const known = new Map<string, Fields>();
const asking = new Map<string, { again: boolean }>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Asks for them, once for all who want them at the same time; whoever asks meanwhile gets a later answer. */
async function ask(slug: string): Promise<void> {
  const turn = asking.get(slug);
  if (turn) {
    turn.again = true;
    return;
  }
  const mine = { again: false };
  asking.set(slug, mine);
  try {
    const { fields } = await askDoor<{ fields: Fields }>(`/api/w/${slug}/fields`, {});
    known.set(slug, fields);
    for (const listener of listeners) listener();
  } catch {
    // What is shown stays; the next news or reconnect asks again.
  } finally {
    asking.delete(slug);
  }
  if (mine.again) await ask(slug);
}

/**
 * The custom fields of the workspace, kept fresh by news; null until they are here.
 * @param initial those that the page came with
 */
export function useFields(initial: Fields | null = null): Fields | null {
  const { slug, workspaceId, epoch } = useMemberChannels();
  const fields = useSyncExternalStore(
    subscribe,
    () => known.get(slug) ?? initial,
    () => initial,
  );
  useEffect(() => {
    if (!known.has(slug)) void ask(slug);
  }, [slug]);
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name) => {
      if (name === "fields.changed") void ask(slug);
    },
    onSubscribed: () => void ask(slug),
  });
  return fields;
}
