import { type FailureEventArgs, NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Contract, realServer, startContract, until } from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();
const note = notes.add.bind(notes);

let contract: Contract;
const send = (name: string, data: Record<string, unknown> = {}) => contract.app.client.send({ name, data });

beforeAll(async () => {
  contract = await startContract((client) => [
    client.createFunction({ id: "recovers", retries: 3, triggers: { event: "recover/go" } }, async (ctx) => {
      const { k } = ctx.event.data;
      await ctx.step.run("before", () => note(k, "before"));
      const value = await ctx.step.run("shaky", () => {
        note(k, `shaky ${ctx.attempt}`);
        if (ctx.attempt < 2) throw new Error("not yet");
        return "done";
      });
      note(`${k}-end`, { value, attempt: ctx.attempt });
    }),
    client.createFunction(
      { id: "body", retries: 2, triggers: { event: "body/go" } },
      ({ event, attempt }) => {
        note(event.data.k, attempt);
        if (attempt < 2) throw new Error("not yet");
      },
    ),
    client.createFunction(
      {
        id: "gives-up",
        retries: 1,
        triggers: { event: "giveup/go" },
        onFailure: ({ event, error }: FailureEventArgs) => {
          note(`${event.data.event.data.k}-failure`, { message: error.message, run: event.data.run_id });
        },
      },
      async ({ event, step }) => {
        await step.run("always", () => {
          note(event.data.k, "tried");
          throw new Error("always broken");
        });
      },
    ),
    client.createFunction(
      {
        id: "final",
        triggers: { event: "final/go" },
        onFailure: ({ event, error }: FailureEventArgs) => {
          note(`${event.data.event.data.k}-failure`, error.message);
        },
      },
      ({ event }) => {
        note(event.data.k, "tried");
        throw new NonRetriableError("never again");
      },
    ),
    client.createFunction(
      { id: "caught", retries: 0, triggers: { event: "caught/go" } },
      async ({ event, step }) => {
        const message = await step
          .run("fails", () => {
            throw new Error("caught me");
          })
          .catch((error: Error) => error.message);
        await step.run("after", () => note(event.data.k, message));
      },
    ),
    client.createFunction(
      { id: "later", retries: 1, triggers: { event: "later/go" } },
      ({ event, attempt }) => {
        note(event.data.k, Date.now());
        if (attempt === 0) throw new RetryAfterError("busy", "2s");
      },
    ),
    client.createFunction(
      {
        id: "listens",
        triggers: { event: "inngest/function.finished", if: "event.data.event.name == 'body/go'" },
      },
      ({ event }) => {
        note(`${event.data.event.data.k}-finished`, event.data.function_id);
      },
    ),
  ]);
});
afterAll(() => contract.close());

test("a failing step is retried alone, and its attempts count from 0 again afterwards", async () => {
  const k = notes.newKey();
  await send("recover/go", { k });
  expect(await notes.until(`${k}-end`)).toEqual([{ value: "done", attempt: 0 }]);
  expect(notes.of(k)).toEqual(["before", "shaky 0", "shaky 1", "shaky 2"]);
});

test("a function that throws is called again; its end is told", async () => {
  const k = notes.newKey();
  await send("body/go", { k });
  expect(await notes.until(k, 3)).toEqual([0, 1, 2]);
  expect(await notes.until(`${k}-finished`)).toEqual([`${contract.app.client.id}-body`]);
});

test("when the retries are used up, onFailure is called once with the event and the error", async () => {
  const k = notes.newKey();
  await send("giveup/go", { k });
  const [failure] = await notes.until(`${k}-failure`);
  expect(failure).toEqual({ message: "always broken", run: expect.any(String) });
  expect(notes.of(k)).toHaveLength(2);
});

test("an error that says so is not retried", async () => {
  const k = notes.newKey();
  await send("final/go", { k });
  expect(await notes.until(`${k}-failure`)).toEqual(["never again"]);
  expect(notes.of(k)).toHaveLength(1);
});

test("a step that failed for good can be caught, and the function goes on", async () => {
  const k = notes.newKey();
  await send("caught/go", { k });
  expect(await notes.until(k)).toEqual(["caught me"]);
});

test("Retry-After sets the time of the retry", async () => {
  const k = notes.newKey();
  await send("later/go", { k });
  const [first, second] = (await notes.until(k, 2)) as [number, number];
  // The date it is sent as may be cut to a whole second.
  expect(second - first).toBeGreaterThanOrEqual(950);
});

test.skipIf(realServer)("what failed is kept with each attempt's error", async () => {
  const k = notes.newKey();
  await send("giveup/go", { k });
  await notes.until(`${k}-failure`);
  const [run] = await until(async () => {
    const rows = await contract.sql`
      select id, status, output from jobs_engine.run
      where function_id like '%-gives-up' and events like ${`%${k}%`} and status <> 'running'`;
    return rows.length > 0 && rows;
  });
  expect(run).toMatchObject({ status: "failed", output: expect.stringContaining("always broken") });
  const errors = await contract.sql`
    select step_name, attempt from jobs_engine.attempt_error where run_id = ${run!.id} order by id`;
  expect([...errors]).toEqual([
    { step_name: "always", attempt: 0 },
    { step_name: "", attempt: 0 },
  ]);
});
