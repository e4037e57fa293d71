import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resend } from "resend";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MailboxConfig } from "./config";
import { type Mailbox, startMailbox } from "./server";

const token = "a-token-for-the-tests";
const welcome = {
  from: "Flowra <support@flowra.local>",
  to: "Mira Petrova <mira@example.com>",
  subject: "Добро пожаловать",
  html: "<p>Hello <b>Mira</b></p>",
  text: "Hello Mira",
  replyTo: "answers@flowra.local",
  headers: { "List-Unsubscribe": "<https://example.com/off>" },
};

let config: MailboxConfig;
let mailbox: Mailbox;
let resend: Resend;

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "flowra mailbox "));
  config = { host: "127.0.0.1", port: 0, dataDir, apiKey: "re_right", token, keep: 5 };
  await open();
});

afterEach(async () => {
  await mailbox.close();
  rmSync(config.dataDir, { recursive: true });
});

async function open() {
  mailbox = await startMailbox(config);
  resend = new Resend("re_right", { baseUrl: mailbox.url });
}

const asTester = { authorization: `Bearer ${token}` };
const mails = async (query = "") =>
  (await fetch(`${mailbox.url}/api/mails${query}`, { headers: asTester })).json();
const order = (body: unknown, method = "POST") =>
  fetch(`${mailbox.url}/api/faults`, {
    method,
    headers: asTester,
    body: body ? JSON.stringify(body) : undefined,
  });

test("a sent mail can be fetched by the SDK and found by its recipient", async () => {
  const { data, error } = await resend.emails.send(welcome);
  expect(error).toBeNull();
  const found = await resend.emails.get(data!.id);
  expect(found.data).toMatchObject({
    object: "email",
    to: [welcome.to],
    subject: welcome.subject,
    html: welcome.html,
  });
  await resend.emails.send({ ...welcome, to: ["other@example.com"], cc: "Third@Example.com" });
  expect(await mails("?to=MIRA@example")).toMatchObject([
    { id: data!.id, replyTo: ["answers@flowra.local"] },
  ]);
  expect(await mails("?to=third@")).toHaveLength(1);
  expect(await mails()).toHaveLength(2);
});

test("the same idempotency key gives the same mail once, also after a restart, and refuses another body", async () => {
  const first = await resend.emails.send(welcome, { idempotencyKey: "welcome/mira" });
  await mailbox.close();
  await open();
  const again = await resend.emails.send(welcome, { idempotencyKey: "welcome/mira" });
  expect(again.data).toEqual(first.data);
  const other = await resend.emails.send(
    { ...welcome, subject: "Other" },
    { idempotencyKey: "welcome/mira" },
  );
  expect(other.error).toMatchObject({ name: "invalid_idempotent_request", statusCode: 409 });
  expect(await mails()).toHaveLength(1);
});

test("ten equal requests at once store one mail", async () => {
  const sent = await Promise.all(
    Array.from({ length: 10 }, () => resend.emails.send(welcome, { idempotencyKey: "at-once" })),
  );
  expect(new Set(sent.map(({ data }) => data?.id)).size).toBe(1);
  expect(await mails()).toHaveLength(1);
});

test("a batch is stored whole or not at all, unless it is permissive", async () => {
  const bad = { ...welcome, to: "nobody" };
  const strict = await resend.batch.send([welcome, bad]);
  expect(strict.error).toMatchObject({ name: "validation_error", statusCode: 422 });
  expect(await mails()).toEqual([]);

  const permissive = await resend.batch.send([bad, welcome], { batchValidation: "permissive" });
  expect(permissive.data).toMatchObject({ data: [{ id: expect.any(String) }], errors: [{ index: 0 }] });

  const key = { idempotencyKey: "batch" };
  const pair = [welcome, { ...welcome, to: "second@example.com" }];
  const once = await resend.batch.send(pair, key);
  expect((await resend.batch.send(pair, key)).data).toEqual(once.data);
  expect(await mails()).toHaveLength(3);
});

test.each([
  ["no recipient", { to: "" }, "missing_required_field", /`to`/],
  ["no content", { html: undefined, text: undefined }, "missing_required_field", /`html` or `text`/],
  ["a wrong sender", { from: "Flowra" }, "validation_error", /`from`.*email@example\.com/],
  [
    "a header smuggled into the subject",
    { subject: "Hi\r\nBcc: all@example.com" },
    "validation_error",
    /`subject`/,
  ],
  [
    "too many recipients",
    { to: Array.from({ length: 51 }, (_, i) => `u${i}@example.com`) },
    "validation_error",
    /50/,
  ],
])("%s is refused as Resend refuses it", async (_, change, name, message) => {
  const { error } = await resend.emails.send({ ...welcome, ...change } as never);
  expect(error).toMatchObject({ name, statusCode: 422, message: expect.stringMatching(message) });
  expect(await mails()).toEqual([]);
});

test("keys, bodies and ids that are wrong get Resend's errors", async () => {
  const stranger = new Resend("re_wrong", { baseUrl: mailbox.url });
  expect((await stranger.emails.send(welcome)).error).toMatchObject({
    name: "invalid_api_key",
    statusCode: 403,
  });
  const bare = await fetch(`${mailbox.url}/emails`, { method: "POST", body: "{}" });
  expect([bare.status, await bare.json()]).toMatchObject([401, { name: "missing_api_key" }]);
  const broken = await fetch(`${mailbox.url}/emails`, {
    method: "POST",
    headers: { authorization: "Bearer re_right" },
    body: "{",
  });
  expect([broken.status, await broken.json()]).toMatchObject([400, { name: "validation_error" }]);
  expect((await resend.emails.get("unknown")).error).toMatchObject({ name: "not_found", statusCode: 404 });
  expect((await resend.emails.send(welcome, { idempotencyKey: "x".repeat(257) })).error).toMatchObject({
    name: "invalid_idempotency_key",
    statusCode: 400,
  });
});

test("failures on request are told as the provider tells them, and end", async () => {
  expect((await order({ status: 429, times: 2, retryAfter: 7 })).status).toBe(200);
  for (const _ of [1, 2]) {
    const { error, headers } = await resend.emails.send(welcome);
    expect(error).toMatchObject({ name: "rate_limit_exceeded", statusCode: 429 });
    expect(headers?.["retry-after"]).toBe("7");
  }
  expect((await resend.emails.send(welcome)).error).toBeNull();

  await order({ status: 500 });
  expect((await resend.emails.send(welcome)).error).toMatchObject({ statusCode: 500 });
  await order(undefined, "DELETE");
  expect((await resend.emails.send(welcome)).error).toBeNull();

  expect((await order({ status: 418 })).status).toBe(422);
  const unasked = await fetch(`${mailbox.url}/api/faults`, { method: "POST", body: '{"status":500}' });
  expect(unasked.status).toBe(403);
});

test("only the newest mails are kept", async () => {
  for (let index = 0; index < 7; index += 1)
    await resend.emails.send({ ...welcome, subject: `No. ${index}` });
  const subjects = (await mails()).map((mail: { subject: string }) => mail.subject);
  expect(subjects).toEqual(["No. 6", "No. 5", "No. 4", "No. 3", "No. 2"]);
});

test("pages open by one visit with the token, and for nobody else", async () => {
  const locked = await fetch(mailbox.url);
  expect(locked.status).toBe(403);
  expect((await fetch(`${mailbox.url}/?token=wrong`)).status).toBe(403);

  const entered = await fetch(`${mailbox.url}/?to=mira&token=${token}`, { redirect: "manual" });
  expect([entered.status, entered.headers.get("location")]).toEqual([303, "/?to=mira"]);
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  expect(cookie).not.toContain(token);
  const page = await fetch(mailbox.url, { headers: { cookie, "accept-language": "ru-RU,en;q=0.5" } });
  expect(await page.text()).toContain('<html lang="ru">');
});

test("a mail's own HTML is shown without a way to run scripts or reach the page around it", async () => {
  const evil = {
    ...welcome,
    subject: "<script>alert(1)</script>",
    html: "<script>alert(2)</script><p>Text</p>",
  };
  const { data } = await resend.emails.send(evil);
  const page = await (await fetch(`${mailbox.url}/mails/${data!.id}`, { headers: asTester })).text();
  expect(page).not.toContain("<script>alert");
  expect(page).toMatch(/<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  const inner = await fetch(`${mailbox.url}/mails/${data!.id}/html`, { headers: asTester });
  expect(inner.headers.get("content-security-policy")).toMatch(/^sandbox .*default-src 'none'/);
  expect(await inner.text()).toContain("<p>Text</p>");
});

test("a taken port is named", async () => {
  await expect(startMailbox({ ...config, port: mailbox.port })).rejects.toThrow(
    `Port ${mailbox.port} (MAILBOX_PORT)`,
  );
});
