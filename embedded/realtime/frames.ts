import type { ProtocolError } from "./close-codes";
import { isEventName } from "./names";

/** A frame from a client, as far as it could be understood. */
export type ClientFrame = { event: string; channel: string | null; data: unknown };

/** Reads a client's frame; null for everything that is not one. Never throws. */
export function parseFrame(text: string): ClientFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(frame)) return null;
  const event = own(frame, "event");
  const channel = own(frame, "channel");
  if (typeof event !== "string" || !isEventName(event)) return null;
  if (channel !== undefined && channel !== null && typeof channel !== "string") return null;
  return { event, channel: channel ?? null, data: own(frame, "data") };
}

/** An object's own text field; undefined for anything else, inherited names included. */
export function textField(value: unknown, name: string): string | undefined {
  const field = isRecord(value) ? own(value, name) : undefined;
  return typeof field === "string" ? field : undefined;
}

/** Whether a value is a plain JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field that the object has itself, so that `constructor` or `__proto__` are nothing special. */
export const own = (record: Record<string, unknown>, name: string) =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** An event for the subscribers of a channel, ready to be written to any number of sockets. */
export function eventFrame(event: string, channel: string, data: string, userId?: string): Buffer {
  const user = userId === undefined ? "" : `,"user_id":${JSON.stringify(userId)}`;
  return textFrame(
    `{"event":${JSON.stringify(event)},"channel":${JSON.stringify(channel)},"data":${JSON.stringify(data)}${user}}`,
  );
}

/** A message of the protocol to one connection; its data travels as JSON inside a string. */
export function messageFrame(event: string, data: unknown): Buffer {
  return textFrame(JSON.stringify({ event, data: JSON.stringify(data) }));
}

/** An error for one connection, as the text of a frame. */
export const errorText = ({ code, message }: ProtocolError) =>
  JSON.stringify({ event: "pusher:error", data: { code, message } });

/** An error for one connection. */
export const errorFrame = (error: ProtocolError) => textFrame(errorText(error));

/** An unmasked WebSocket text frame (RFC 6455, 5.2). */
function textFrame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + size);
  frame[0] = 0x81;
  if (head === 2) frame[1] = size;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.write(text, head);
  return frame;
}
