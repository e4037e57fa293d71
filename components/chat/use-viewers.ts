"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { askDoor } from "@/lib/chat-client/doors";
import { channelName } from "@/lib/realtime/channel-names";
import type { PresentMember } from "@/lib/realtime/client";
import { clientEvents } from "@/lib/realtime/client-events";
import type { Payload, TypingHint } from "@/lib/realtime/contract";
import { memberHeaders, useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel, useRealtime } from "@/lib/realtime/realtime-provider";

export type Mode = "viewing" | "reply" | "note";
export type Viewer = PresentMember & { mode: Mode };

const shownFor = 6_000;
const tellEvery = 3_000;

/**
 * Who else has a chat open and what they do there, and whether the customer types.
 * @param hasCustomer it is a support chat
 */
export function useViewers(chatId: string, membersEpoch: number, hasCustomer: boolean) {
  const { slug, workspaceId, epoch, userId } = useMemberChannels();
  const realtime = useRealtime();
  const chat = { id: chatId, membersEpoch };
  const channel = channelName.viewers({ workspaceId, epoch }, chat);
  const [members, setMembers] = useState<PresentMember[]>([]);
  const typing = useFading<"reply" | "note">();
  const customer = useFading<true>();

  const told = useRef({ at: 0, mode: "idle" as TypingHint["mode"] });
  useChannel(channel, {
    onMembers: (present) => {
      setMembers(present);
      // Whoever comes later, or comes along to a channel of another name, missed what was said before.
      const { mode, at } = told.current;
      if (mode !== "idle" && Date.now() - at < shownFor)
        realtime?.trigger(channel, clientEvents.typing, { mode });
    },
    onEvent: (name, data, sender) => {
      if (name !== clientEvents.typing || !sender.userId) return;
      const mode = modeIn(data);
      typing.put(sender.userId, mode === "idle" ? null : mode);
    },
  });
  useChannel(hasCustomer ? channelName.chat({ workspaceId, epoch }, chat) : null, {
    onEvent: (name, data) => {
      if (name !== "customer.typing") return;
      const { typing } = data as Payload<"chat", "customer.typing">;
      customer.put("customer", typing ? true : null);
    },
  });

  const tell = useCallback(
    (mode: TypingHint["mode"], to = chatId) => {
      const now = Date.now();
      const { current } = told;
      if (current.mode === mode && (mode === "idle" || now - current.at < tellEvery)) return;
      told.current = { at: now, mode };
      realtime?.trigger(channel, clientEvents.typing, { mode });
      // Customers learn of replies only; a note must not show that anybody writes.
      if (mode === "reply" && hasCustomer) {
        void askDoor(`/api/chats/${to}/typing`, {
          method: "POST",
          headers: memberHeaders(slug),
          body: "{}",
        }).catch(() => {});
      }
    },
    [realtime, channel, chatId, slug, hasCustomer],
  );

  const viewers: Viewer[] = members
    .filter(({ id }) => id !== userId)
    .map((member) => ({ ...member, mode: typing.values.get(member.id) ?? "viewing" }));
  return { viewers, customerTypes: customer.values.size > 0, stopCustomer: customer.clear, tell };
}

/** What another browser says it does; whatever makes no sense is nothing. */
function modeIn(data: unknown): TypingHint["mode"] {
  const mode = typeof data === "object" && data !== null && "mode" in data ? data.mode : null;
  return mode === "reply" || mode === "note" ? mode : "idle";
}

/** Values that go by themselves when they aren't renewed. */
function useFading<Value>() {
  const [values, setValues] = useState<ReadonlyMap<string, Value>>(new Map());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const put = useCallback((key: string, value: Value | null) => {
    clearTimeout(timers.current.get(key));
    const without = (before: ReadonlyMap<string, Value>) =>
      new Map([...before].filter(([other]) => other !== key));
    setValues((before) => (value === null ? without(before) : new Map(before).set(key, value)));
    if (value !== null)
      timers.current.set(
        key,
        setTimeout(() => setValues(without), shownFor),
      );
  }, []);
  const clear = useCallback(() => setValues((before) => (before.size > 0 ? new Map() : before)), []);

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);
  return { values, put, clear };
}
