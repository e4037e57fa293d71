import { expect, test } from "vitest";
import { readStartConfig, unknownVariables } from "./config";

test("nothing configured is fine, and empty variables count as absent", () => {
  const config = readStartConfig({ PORT: "", PUSHER_KEY: "" });
  expect(config.NEXT_DIST_DIR).toBe(".next");
  expect([config.PORT, config.PUSHER_KEY]).toEqual([undefined, undefined]);
});

test.each([
  ["PORT", { PORT: "eighty" }, "a port number from 1 to 65535"],
  ["MAILBOX_PORT", { MAILBOX_PORT: "70000" }, "a port number from 1 to 65535"],
  ["AUTH_SECRET", { AUTH_SECRET: "short" }, "at least 32 characters"],
  ["FLOWRA_URL", { FLOWRA_URL: "help.example.com" }, "https://help.example.com"],
  ["DATABASE_URL", { DATABASE_URL: "mysql://db" }, "postgres://user:password@host:port/database"],
  [
    "PUSHER_SECRET",
    { PUSHER_APP_ID: "1", PUSHER_KEY: "k" },
    "must be set too, since PUSHER_APP_ID and PUSHER_KEY is",
  ],
  ["INNGEST_EVENT_KEY", { INNGEST_SIGNING_KEY: "signkey-prod-00" }, "must be set too"],
  ["LOG_LEVEL", { LOG_LEVEL: "loud" }, "one of fatal, error, warn"],
  ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "yes" }, "a whole number from 0 to 10"],
  ["METRICS_TOKEN", { METRICS_TOKEN: "short" }, "at least 16 characters"],
])("a wrong or missing %s is named with what would be right", (name, given, rule) => {
  expect(() => readStartConfig(given)).toThrow(
    new RegExp(`configuration is wrong:\n {2}${name}:? .*${rule}`),
  );
});

test("all that is wrong is named at once, each variable once", () => {
  const read = () => readStartConfig({ PORT: "eighty", LOG_LEVEL: "loud", AUTH_SECRET: "short" });
  const message = (() => {
    try {
      read();
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(
    message
      .match(/^ {2}\w+/gm)
      ?.map((name) => name.trim())
      .sort(),
  ).toEqual(["AUTH_SECRET", "LOG_LEVEL", "PORT"]);
});

test("a variable that looks like ours and is none is pointed out", () => {
  const given = { FLOWRA_ULR: "x", FLOWRA_URL: "x", FLOWRA_HOST: "x", FLOWRA_STANDALONE: "1", PATH: "/bin" };
  expect(unknownVariables(given)).toEqual(["FLOWRA_ULR"]);
});
