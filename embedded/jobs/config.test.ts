import { expect, test } from "vitest";
import { readJobsConfig } from "./config";

const good = {
  DATABASE_URL: "postgres://u:p@127.0.0.1/flowra",
  JOBS_APP_URL: "http://127.0.0.1:3000/api/inngest, http://127.0.0.1:3001/api/inngest",
  INNGEST_EVENT_KEY: "key",
  INNGEST_SIGNING_KEY: `signkey-test-${"0f".repeat(32)}`,
};

test("defaults, lists, and an empty value that means absent", () => {
  expect(readJobsConfig({ ...good, JOBS_RETRY_SECONDS: "1, 2.5", JOBS_ADMIN_TOKEN: "" })).toMatchObject({
    host: "127.0.0.1",
    port: 8288,
    appUrls: ["http://127.0.0.1:3000/api/inngest", "http://127.0.0.1:3001/api/inngest"],
    retrySeconds: [1, 2.5],
    adminToken: undefined,
    retentionDays: 14,
  });
});

test.each([
  ["DATABASE_URL", "mysql://x"],
  ["JOBS_PORT", "99999"],
  ["JOBS_APP_URL", ""],
  ["JOBS_APP_URL", "javascript:alert(1)"],
  ["INNGEST_EVENT_KEY", ""],
  ["INNGEST_SIGNING_KEY", ""],
  ["INNGEST_SIGNING_KEY", "not hex"],
  ["JOBS_RETRY_SECONDS", "soon"],
  ["JOBS_ADMIN_TOKEN", "short"],
  ["JOBS_RETENTION_DAYS", "0"],
])("%s=%j stops the start with a sentence that names it", (name, value) => {
  expect(() => readJobsConfig({ ...good, [name]: value })).toThrow(new RegExp(`cannot start\\. .*${name}`));
});

test("unsigned only when it is said to be development", () => {
  const unsigned = { ...good, INNGEST_SIGNING_KEY: "", INNGEST_EVENT_KEY: "" };
  expect(() => readJobsConfig(unsigned)).toThrow(/INNGEST_SIGNING_KEY/);
  expect(readJobsConfig({ ...unsigned, INNGEST_DEV: "1" }).signingKey).toBeUndefined();
});
