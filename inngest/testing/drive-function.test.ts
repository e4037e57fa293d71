import { Inngest, NonRetriableError, referenceFunction } from "inngest";
import { expect, test } from "vitest";
import { driveFailure, driveFunction } from "./drive-function";

const nothing = () => {};
const client = new Inngest({
  id: "driven",
  eventKey: "key",
  isDev: false,
  baseUrl: "http://127.0.0.1:9",
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
});
const event = { name: "test/go", data: { n: 2 } };

test("steps run once, sleeps are over at once, and what is sent is caught", async () => {
  let runs = 0;
  const fn = client.createFunction(
    { id: "whole", triggers: { event: "test/go" } },
    async ({ event, step }) => {
      const doubled = await step.run("double", () => {
        runs++;
        return event.data.n * 2;
      });
      await step.sleep("pause", "30d");
      await step.sendEvent("tell", { name: "test/told", data: { doubled } });
      await step.run("send-inside", () => client.send({ id: "own", name: "test/inside" }));
      return doubled;
    },
  );
  const driven = await driveFunction(client, fn, event);
  expect(driven.result).toBe(4);
  expect(runs).toBe(1);
  expect(driven.steps.map((step) => step.id)).toEqual(["double", "pause", "tell", "send-inside"]);
  expect(driven.steps[1]).toMatchObject({ op: "Sleep", name: "4w2d" });
  expect(driven.sent).toMatchObject([
    { name: "test/told", data: { doubled: 4 } },
    { name: "test/inside", id: "own" },
  ]);
});

test("waits and invocations are answered by the test", async () => {
  const other = referenceFunction({ functionId: "other" });
  const fn = client.createFunction({ id: "asks", triggers: { event: "test/go" } }, async ({ step }) => {
    const answer = await step.waitForEvent("answer", { event: "test/answer", timeout: "1d" });
    const silence = await step.waitForEvent("silence", { event: "test/answer", timeout: "1d" });
    const sum = await step.invoke("sum", { function: other });
    const failed = await step.invoke("fail", { function: other }).catch((error: Error) => error.message);
    return [answer?.data.text, silence, sum, failed];
  });
  const answers = {
    waits: { answer: { name: "test/answer", data: { text: "yes" } } },
    invokes: { sum: 7, fail: new Error("no luck") },
  };
  expect((await driveFunction(client, fn, event, answers)).result).toEqual(["yes", null, 7, "no luck"]);
  await expect(driveFunction(client, fn, event)).rejects.toThrow('no answer to the invocation "sum"');
});

test("a failing step is retried as often as the function says, then fails the function", async () => {
  let tries = 0;
  const fn = client.createFunction(
    { id: "fails", retries: 2, triggers: { event: "test/go" } },
    async ({ step }) => {
      await step.run("try", () => {
        tries++;
        throw new Error("broken");
      });
    },
  );
  const driven = await driveFunction(client, fn, event);
  expect(tries).toBe(3);
  expect(driven.error).toMatchObject({ message: "broken" });
  expect(driven.steps.map((step) => step.op)).toEqual(["StepError", "StepError", "StepFailed"]);
});

test("an error that says so is not retried", async () => {
  let tries = 0;
  const fn = client.createFunction({ id: "final", triggers: { event: "test/go" } }, () => {
    tries++;
    throw new NonRetriableError("never");
  });
  expect((await driveFunction(client, fn, event)).error).toMatchObject({ message: "never" });
  expect(tries).toBe(1);
});

test("parallel steps each run, and onFailure receives the event and the error", async () => {
  const failures: unknown[] = [];
  const fn = client.createFunction(
    {
      id: "parallel",
      triggers: { event: "test/go" },
      onFailure: ({ event, error }) => {
        failures.push([event.data.event.data, error.message]);
      },
    },
    ({ step }) => Promise.all([step.run("a", () => "a"), step.run("b", () => "b"), step.sleep("c", "1h")]),
  );
  expect((await driveFunction(client, fn, event)).result).toEqual(["a", "b", null]);
  await driveFailure(client, fn, event, new Error("broken"));
  expect(failures).toEqual([[{ n: 2 }, "broken"]]);
});
