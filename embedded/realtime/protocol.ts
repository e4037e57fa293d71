import type { RealtimeApp } from "./app";
import { codes, type ProtocolError } from "./close-codes";
import type { Connection } from "./connection";
import { type ClientFrame, eventFrame, messageFrame, parseFrame, textField } from "./frames";
import { isReservedEvent } from "./names";
import { signIn } from "./sign-in";
import { subscribe } from "./subscribe";

/** Does what a client's frame asks for, or says why not; null stands for a binary frame. */
export function handleFrame(app: RealtimeApp, connection: Connection, text: string | null): void {
  const frame = text === null ? null : parseFrame(text);
  const error = frame ? obey(app, connection, frame) : notAFrame;
  if (!error) return;
  app.counts.protocolErrors += 1;
  connection.refuse(error);
}

function obey(app: RealtimeApp, connection: Connection, frame: ClientFrame): ProtocolError | null {
  switch (frame.event) {
    case "pusher:ping":
      connection.send(pongFrame);
      return null;
    case "pusher:pong":
      return null;
    case "pusher:subscribe":
      return subscribe(app, connection, frame.data);
    case "pusher:unsubscribe":
      return unsubscribe(app, connection, frame);
    case "pusher:signin":
      return signIn(app, connection, frame.data);
  }
  if (frame.event.startsWith("client-")) return relay(app, connection, frame);
  const reserved = isReservedEvent(frame.event);
  return {
    code: null,
    message: reserved ? "Clients may not send this event" : 'Client events begin with "client-"',
  };
}

function unsubscribe(app: RealtimeApp, connection: Connection, frame: ClientFrame): ProtocolError | null {
  const channel = textField(frame.data, "channel");
  if (channel === undefined)
    return { code: null, message: "pusher:unsubscribe: data.channel must be a text" };
  app.channels.leave(connection, channel);
  return null;
}

/** A client event goes to the others in a private or presence channel. */
function relay(app: RealtimeApp, connection: Connection, frame: ClientFrame): ProtocolError | null {
  const channel = frame.channel === null ? undefined : app.channels.get(frame.channel);
  if (!channel || !connection.channels.has(channel.name)) {
    return { code: null, message: "Client event rejected: the connection is not subscribed to the channel" };
  }
  const { access, encrypted } = channel.kind;
  if ((access !== "private" && access !== "presence") || encrypted) {
    return { code: null, message: "Client event rejected: only private and presence channels carry them" };
  }
  if (!connection.clientEvents.admits(app.config.clientEventsPerSecond, performance.now())) {
    app.counts.clientEventsLimited += 1;
    return { code: codes.clientEventRate, message: "Client event rejected due to rate limit" };
  }
  const data = asText(frame.data);
  if (data === null) return { code: null, message: "Client event rejected: data is nested too deeply" };
  if (Buffer.byteLength(data) > app.config.maxEventBytes) {
    return { code: null, message: `Client event rejected: data is over ${app.config.maxEventBytes} bytes` };
  }
  const userId = connection.channels.get(channel.name)?.userId;
  app.channels.relay(connection, channel, eventFrame(frame.event, channel.name, data, userId));
  app.webhooks.clientEvent(channel.name, frame.event, data, connection.id, userId);
  app.counts.clientEvents += 1;
  return null;
}

/** Data travel as text; null for what is nested deeper than the engine can write, though it could read it. */
function asText(data: unknown): string | null {
  if (typeof data === "string") return data;
  try {
    return JSON.stringify(data) ?? "null";
  } catch {
    return null;
  }
}

const pongFrame = messageFrame("pusher:pong", {});
const notAFrame: ProtocolError = {
  code: null,
  message: "The frame must be a text: a JSON object with an event",
};
