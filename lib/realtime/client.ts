import type { Channel, PresenceChannel, default as PusherClient } from "pusher-js";
import type {
  ChannelAuthorizationHandler,
  UserAuthenticationHandler,
} from "pusher-js/types/src/core/auth/options";
import { channelAuth, userAuth } from "./channel-auth";
import { clientEvents } from "./client-events";
import type { RealtimeSettings } from "./contract";

export type RealtimeState = "connecting" | "live" | "offline";

export type PresentMember = { id: string; name: string; avatar: string | null };

export type ChannelHandlers = {
  onEvent?(name: string, data: unknown, sender: { userId?: string }): void;
  /** After each successful subscription, also after a reconnect: whatever came between was missed. */
  onSubscribed?(): void;
  /** Refused: no longer allowed, or a name of a past epoch. */
  onRefused?(): void;
  /** Presence channels only: everybody present, oneself included, once per person. */
  onMembers?(members: PresentMember[]): void;
};

export type Realtime = {
  state(): RealtimeState;
  onState(listener: (state: RealtimeState) => void): () => void;
  /** Joins a channel as long as anybody here listens. @returns stops listening */
  subscribe(channel: string, handlers: ChannelHandlers): () => void;
  /** A client event; lost when offline, which hints may be. */
  trigger(channel: string, event: string, data: unknown): void;
  close(): void;
};

type Options = {
  settings: RealtimeSettings;
  /** Sent with each channel authorization: who asks. */
  headers(): Record<string, string>;
  /** Who says whether a channel may be joined. */
  authEndpoint?: string;
  /** Who vouches for the person at this connection; without it the connection is nobody's, as customers' are. */
  userEndpoint?: string;
};

/** Waits between own reconnects: a refused attempt of pusher-js waits up to 45 s, which is too long for a chat. */
const firstKickMs = 1_500;
const slowestKickMs = 10_000;

/**
 * A connection to the realtime service. The library is loaded when it is first needed, so pages show before it.
 * A dead link is noticed within 20 s by its pings.
 */
export function createRealtime(options: Options): Realtime {
  const { settings, headers, authEndpoint = "/api/realtime/auth", userEndpoint } = options;
  let pusher: PusherClient | null = null;
  let closed = false;
  let current: RealtimeState = "connecting";
  let kickTimer: ReturnType<typeof setTimeout> | undefined;
  let kicks = 0;
  const stateListeners = new Set<(state: RealtimeState) => void>();
  const listeners = new Map<string, Set<ChannelHandlers>>();

  const setState = (state: RealtimeState) => {
    if (state === current) return;
    current = state;
    for (const listener of stateListeners) listener(state);
  };

  const onConnection = (state: string) => {
    clearTimeout(kickTimer);
    if (state === "connected") {
      kicks = 0;
      setState("live");
      return;
    }
    setState(current === "live" || kicks > 0 ? "offline" : "connecting");
    if (!closed) kickTimer = setTimeout(kick, kickDelay(kicks));
  };

  const kick = () => {
    if (closed || !pusher || pusher.connection.state === "connected") return;
    kicks++;
    setState("offline");
    pusher.disconnect();
    pusher.connect();
    clearTimeout(kickTimer);
    kickTimer = setTimeout(kick, kickDelay(kicks));
  };

  const kickSoon = () => {
    kicks = 0;
    kick();
  };

  const isCurrent = (socketId: string) => !closed && pusher?.connection.socket_id === socketId;
  const authorize = channelAuth({ endpoint: authEndpoint, headers, isCurrent });
  const authenticate = userEndpoint ? userAuth({ endpoint: userEndpoint, headers, isCurrent }) : undefined;
  void import("pusher-js").then(({ default: Pusher }) => {
    if (closed) return;
    pusher = new Pusher(settings.key, clientOptions(settings, authorize, authenticate));
    // Once for good: the library repeats it with each new connection.
    if (authenticate) pusher.signin();
    pusher.connection.bind("state_change", (change: { current: string }) => onConnection(change.current));
    for (const [name, group] of listeners) join(pusher, name, group);
    if (typeof window !== "undefined") window.addEventListener("online", kickSoon);
  });

  return {
    state: () => current,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    subscribe: (name, handlers) => {
      const existing = listeners.get(name);
      if (existing) {
        existing.add(handlers);
        const channel = pusher?.channel(name);
        if (channel?.subscribed) {
          handlers.onSubscribed?.();
          if (isPresence(name)) handlers.onMembers?.(membersOf(channel as PresenceChannel));
        }
      } else {
        const group = new Set([handlers]);
        listeners.set(name, group);
        if (pusher) join(pusher, name, group);
      }
      return () => {
        const group = listeners.get(name);
        if (!group?.delete(handlers) || group.size > 0) return;
        listeners.delete(name);
        pusher?.unsubscribe(name);
      };
    },
    trigger: (name, event, data) => {
      const channel = pusher?.channel(name);
      if (channel?.subscribed) channel.trigger(event, data);
    },
    close: () => {
      closed = true;
      clearTimeout(kickTimer);
      if (typeof window !== "undefined") window.removeEventListener("online", kickSoon);
      pusher?.disconnect();
      stateListeners.clear();
      listeners.clear();
    },
  };
}

/** Grows, and differs between browsers, so that ten thousand that were dropped at once don't return at once. */
function kickDelay(kicks: number): number {
  const base = Math.min(slowestKickMs, firstKickMs * 1.5 ** kicks);
  return base * (0.6 + Math.random() * 0.8);
}

function clientOptions(
  settings: RealtimeSettings,
  authorize: ChannelAuthorizationHandler,
  authenticate: UserAuthenticationHandler | undefined,
) {
  const port = settings.port ?? undefined;
  return {
    cluster: settings.cluster,
    ...(settings.host ? { wsHost: settings.host, wsPort: port, wssPort: port } : {}),
    forceTLS: settings.tls,
    enabledTransports: ["ws", "wss"] as ("ws" | "wss")[],
    enableStats: false,
    activityTimeout: 15_000,
    pongTimeout: 5_000,
    channelAuthorization: { customHandler: authorize },
    ...(authenticate ? { userAuthentication: { customHandler: authenticate } } : {}),
  };
}

function join(pusher: PusherClient, name: string, group: Set<ChannelHandlers>): void {
  const channel: Channel = pusher.subscribe(name);
  const tellMembers = () => {
    if (!isPresence(name)) return;
    const members = membersOf(channel as PresenceChannel);
    for (const handlers of group) handlers.onMembers?.(members);
  };
  channel.bind("pusher:subscription_succeeded", () => {
    for (const handlers of group) handlers.onSubscribed?.();
    tellMembers();
  });
  channel.bind("pusher:subscription_error", () => {
    for (const handlers of group) handlers.onRefused?.();
  });
  channel.bind("pusher:member_added", tellMembers);
  channel.bind("pusher:member_removed", tellMembers);
  // Only listeners of one event get to know its sender; those of all events don't.
  channel.bind(clientEvents.typing, (data: unknown, metadata?: { user_id?: string }) => {
    for (const handlers of group)
      handlers.onEvent?.(clientEvents.typing, data, { userId: metadata?.user_id });
  });
  channel.bind_global((event: string, data: unknown) => {
    if (event.startsWith("pusher:") || event.startsWith("pusher_internal:")) return;
    if (event === clientEvents.typing) return;
    for (const handlers of group) handlers.onEvent?.(event, data, {});
  });
}

const isPresence = (channel: string) => channel.startsWith("presence-");

function membersOf(channel: PresenceChannel): PresentMember[] {
  const members: PresentMember[] = [];
  channel.members.each(({ id, info }: { id: string; info?: { name?: string; avatar?: string | null } }) => {
    members.push({ id, name: info?.name ?? "", avatar: info?.avatar ?? null });
  });
  return members;
}
