import { describe, expect, it } from "vitest";
import { readRealtimeConfig } from "./config";

const needed = { PUSHER_APP_ID: "app", PUSHER_KEY: "key", PUSHER_SECRET: "secret" };

describe("readRealtimeConfig", () => {
  it("needs only the app's credentials", () => {
    expect(readRealtimeConfig(needed)).toMatchObject({
      host: "127.0.0.1",
      port: 6001,
      maxEventBytes: 10_240,
      clientEventsPerSecond: 10,
      webhookUrl: null,
      allowedOrigins: [],
    });
  });

  it("takes an empty variable for one that isn't there", () => {
    expect(readRealtimeConfig({ ...needed, PUSHER_PORT: "", REALTIME_WEBHOOK_URL: "" }).port).toBe(6001);
  });

  it("reads lists and switches", () => {
    const env = {
      REALTIME_ALLOWED_ORIGINS: "https://a.example, http://localhost:3000",
      REALTIME_TLS_ONLY: "true",
    };
    expect(readRealtimeConfig({ ...needed, ...env })).toMatchObject({
      allowedOrigins: ["https://a.example", "http://localhost:3000"],
      tlsOnly: true,
    });
  });

  it.each([
    ["PUSHER_APP_ID", undefined],
    ["PUSHER_KEY", "with space"],
    ["PUSHER_SECRET", undefined],
    ["PUSHER_HOST", "http://localhost"],
    ["PUSHER_PORT", "70000"],
    ["PUSHER_PORT", "6001.5"],
    ["PUSHER_PORT", "0x1771"],
    ["REALTIME_WEBHOOK_URL", "ftp://example.com"],
    ["REALTIME_MAX_EVENT_KB", "0"],
    ["REALTIME_CLIENT_EVENTS_PER_SECOND", "many"],
    ["REALTIME_ALLOWED_ORIGINS", "https://a.example/path"],
    ["REALTIME_TLS_ONLY", "maybe"],
    ["REALTIME_METRICS_TOKEN", "short"],
  ])("stops with a sentence that names %s when it is %j", (name, value) => {
    expect(() => readRealtimeConfig({ ...needed, [name]: value })).toThrow(new RegExp(`^${name}\\S* .+\\.$`));
  });
});
