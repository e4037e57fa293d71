import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { RealtimeApp } from "./app";

/** What the server counts. Plain numbers, since they are raised with every frame. */
export const newCounts = () => ({
  connectionsOpened: 0,
  connectionsRefused: 0,
  connectionsTimedOut: 0,
  connectionsTooSlow: 0,
  framesReceived: 0,
  framesSent: 0,
  bytesSent: 0,
  eventsPublished: 0,
  clientEvents: 0,
  clientEventsLimited: 0,
  protocolErrors: 0,
  httpRequests: 0,
  httpRequestsRefused: 0,
  webhookEvents: 0,
  webhookFailures: 0,
  webhookEventsDropped: 0,
});

export type Counts = ReturnType<typeof newCounts>;

/** The server's figures for Prometheus: its own, and the process's (memory, event-loop lag, collections). */
export function createMetrics(
  app: Pick<RealtimeApp, "connections" | "channels" | "users" | "counts">,
): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, help, read] of gauges(app)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
  for (const [key, help] of Object.entries(counters) as Array<[keyof Counts, string]>) {
    new Counter({
      name: `realtime_${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_total`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(app.counts[key]);
      },
    });
  }
  return registry;
}

const gauges = (
  app: Pick<RealtimeApp, "connections" | "channels" | "users">,
): Array<[name: string, help: string, read: () => number]> => [
  ["realtime_connections", "Open connections", () => app.connections.size],
  ["realtime_channels", "Channels with at least one subscriber", () => app.channels.size],
  ["realtime_users", "Users signed in by at least one connection", () => app.users.size],
];

const counters: Record<keyof Counts, string> = {
  connectionsOpened: "Connections that finished the handshake",
  connectionsRefused: "Connections refused in the handshake",
  connectionsTimedOut: "Connections closed because no pong came",
  connectionsTooSlow: "Connections cut because they did not read what they were sent",
  framesReceived: "Frames received from clients",
  framesSent: "Frames written to sockets",
  bytesSent: "Bytes of frames written to sockets",
  eventsPublished: "Events published by the HTTP API, counted once a channel",
  clientEvents: "Client events passed on",
  clientEventsLimited: "Client events refused by the rate limit",
  protocolErrors: "Frames from clients answered with an error",
  httpRequests: "Requests to the HTTP API",
  httpRequestsRefused: "Requests to the HTTP API answered with 4xx or 5xx",
  webhookEvents: "Webhook events delivered",
  webhookFailures: "Webhook deliveries that failed and are tried again",
  webhookEventsDropped: "Webhook events given up",
};
