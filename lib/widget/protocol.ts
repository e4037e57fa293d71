/**
 * What the chat's frame and the page around it tell each other by postMessage. Neither side trusts the other's
 * shape, and each takes messages only from the window and the origin that it expects.
 */
export type ToHost =
  | { type: "ready" }
  | { type: "unread"; count: number }
  | { type: "close" }
  /** Where browsers refuse storage to frames, the page around keeps it; null forgets. */
  | { type: "keep"; key: string; value: string | null };
export type ToFrame =
  | { type: "shown" }
  | { type: "hidden" }
  /** All that was kept, the answer to `ready`. */
  | { type: "kept"; entries: Record<string, string> };

/** Marks our messages among all those that a page exchanges; raised when an old side could misread a new one. */
const version = 1;

export const mostUnread = 999;
/** What may be kept for the frame: names of ours, and no more than a long draft each. */
const keptKey = /^flowra\.[\w.-]{1,200}$/;
const mostKept = 100_000;
export const mayKeep = (key: string, value: unknown): value is string =>
  keptKey.test(key) && typeof value === "string" && value.length <= mostKept;

export const pack = (message: ToHost | ToFrame) => ({ flowra: version, ...message });

export type Sender = { origin: string; source: MessageEventSource | null | undefined };
type Received = Pick<MessageEvent<unknown>, "origin" | "source" | "data">;

/** The message for the page around the frame, or null for whatever else arrived. */
export function readToHost(event: Received, from: Sender): ToHost | null {
  const data = unpack(event, from);
  if (data?.type === "ready" || data?.type === "close") return { type: data.type };
  if (data?.type === "keep") {
    const { key, value } = data;
    if (typeof key !== "string" || !(value === null ? mayKeep(key, "") : mayKeep(key, value))) return null;
    return { type: "keep", key, value: value as string | null };
  }
  if (data?.type !== "unread" || typeof data.count !== "number" || !Number.isInteger(data.count)) return null;
  return data.count >= 0 && data.count <= mostUnread ? { type: "unread", count: data.count } : null;
}

/** The message for the frame, or null for whatever else arrived. */
export function readToFrame(event: Received, from: Sender): ToFrame | null {
  const data = unpack(event, from);
  if (data?.type === "shown" || data?.type === "hidden") return { type: data.type };
  if (data?.type !== "kept" || typeof data.entries !== "object" || data.entries === null) return null;
  const entries = Object.entries(data.entries);
  if (!entries.every(([key, value]) => mayKeep(key, value))) return null;
  return { type: "kept", entries: Object.fromEntries(entries) };
}

function unpack(event: Received, from: Sender): Record<string, unknown> | null {
  if (!from.source || event.source !== from.source || event.origin !== from.origin) return null;
  const { data } = event;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  return (data as Record<string, unknown>).flowra === version ? (data as Record<string, unknown>) : null;
}
