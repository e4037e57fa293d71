import { NonRetriableError } from "inngest";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Contract, realServer, startContract, until } from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();
const note = notes.add.bind(notes);

let contract: Contract;
const send = (name: string, data: Record<string, unknown> = {}) => contract.app.client.send({ name, data });

beforeAll(async () => {
  contract = await startContract((client) => [
    client.createFunction({ id: "steps", triggers: { event: "steps/go" } }, async ({ event, step }) => {
      const { k } = event.data;
      const a = await step.run("first", () => {
        note(k, "first");
        return { n: 1, odd: "a\u0000b\ud83d\ude00" };
      });
      const b = await step.run("second", () => {
        note(k, "second");
        return a.n + 1;
      });
      note(`${k}-end`, { a, b });
      return { a, b };
    }),
    client.createFunction({ id: "wildcard", triggers: { event: "wild/*" } }, ({ event }) =>
      note(event.data.k, event.name),
    ),
    client.createFunction(
      {
        id: "expression",
        triggers: { event: "expr/go", if: "event.data.amount > 10 && event.data.missing == null" },
      },
      ({ event }) => note(event.data.k, event.data.amount),
    ),
    client.createFunction({ id: "cron", triggers: { cron: "TZ=Europe/Moscow * * * * * *" } }, ({ event }) =>
      note("cron", event.data),
    ),
    client.createFunction({ id: "sleeps", triggers: { event: "sleep/go" } }, async ({ event, step }) => {
      const { k } = event.data;
      note(k, Date.now());
      await step.sleep("nap", "1s");
      note(k, Date.now());
      await step.sleepUntil("until", new Date(event.data.until));
      note(`${k}-end`, Date.now());
    }),
    client.createFunction({ id: "waits", triggers: { event: "wait/go" } }, async ({ event, step }) => {
      const { k, timeout } = event.data;
      const matched = await step.waitForEvent("answer", { event: "wait/answer", match: "data.k", timeout });
      const never = await step.waitForEvent("never", {
        event: "wait/answer",
        if: "async.data.k == event.data.k && async.data.yes == true",
        timeout: "1s",
      });
      note(k, { matched: matched?.data ?? null, never });
    }),
    client.createFunction({ id: "child", triggers: [] }, async ({ event, step }) => {
      if (event.data.fail) throw new NonRetriableError("the child fails");
      if (event.data.slow) await step.sleep("slow", "1h");
      return { doubled: event.data.n * 2 };
    }),
    client.createFunction({ id: "parent", triggers: { event: "invoke/go" } }, async ({ event, step }) => {
      const { referenceFunction } = await import("inngest");
      const child = referenceFunction({ functionId: "child" });
      const { k, ...data } = event.data;
      const result = await step
        .invoke("call-child", { function: child, data, timeout: data.slow ? "1s" : undefined })
        .catch((error: Error) => ({ caught: error.message }));
      note(k, result);
    }),
    client.createFunction({ id: "sends", triggers: { event: "send/go" } }, async ({ event, step }) => {
      const sent = await step.sendEvent("tell", { name: "wild/sent", data: { k: event.data.k } });
      note(`${event.data.k}-ids`, sent.ids);
    }),
    client.createFunction({ id: "parallel", triggers: { event: "parallel/go" } }, async ({ event, step }) => {
      const { k } = event.data;
      const results = await Promise.all([
        step.run("a", () => note(`${k}-runs`, "a")),
        step.run("b", () => note(`${k}-runs`, "b")),
        step.sleep("c", "1s").then(() => "c"),
      ]);
      const after = await step.run("after", () => {
        note(`${k}-runs`, "after");
        return results.join("");
      });
      note(k, after);
    }),
    client.createFunction({ id: "race", triggers: { event: "race/go" } }, async ({ event, step, group }) => {
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([
          step.run("quick", () => "quick"),
          step
            .waitForEvent("slow", { event: "race/never", timeout: realServer ? "3s" : "1h" })
            .then(() => "slow"),
        ]),
      );
      const then = await step.run("then", () => `${winner} won`);
      note(event.data.k, then);
    }),
    client.createFunction({ id: "many", triggers: { event: "many/go" } }, async ({ event, step }) => {
      let total = 0;
      for (let i = 0; i < 5; i++) total += await step.run("same-id", () => note(`${event.data.k}-runs`, i));
      note(event.data.k, total);
    }),
    client.createFunction(
      { id: "unsupported", triggers: { event: "unsupported/go" } },
      async ({ event, step }) => {
        await step
          .waitForSignal("signal", { signal: "s", timeout: "1h", onConflict: "replace" })
          .catch((error: Error) => note(event.data.k, error.message));
      },
    ),
  ]);
});
afterAll(() => contract.close());

test("steps run once, in order, and hand their values on", async () => {
  const k = notes.newKey();
  await send("steps/go", { k });
  const [end] = await notes.until(`${k}-end`);
  expect(end).toEqual({ a: { n: 1, odd: "a\u0000b\ud83d\ude00" }, b: 2 });
  expect(notes.of(k)).toEqual(["first", "second"]);
});

test("a step id used again is another step", async () => {
  const k = notes.newKey();
  await send("many/go", { k });
  await notes.until(k);
  expect(notes.of(k)).toEqual([10]);
  expect(notes.of(`${k}-runs`)).toEqual([0, 1, 2, 3, 4]);
});

test("a wildcard trigger takes all events of its kind and no other", async () => {
  const k = notes.newKey();
  await contract.app.client.send(
    ["wild/one", "tame/one", "wild/two.three"].map((name) => ({ name, data: { k } })),
  );
  await notes.until(k, 2);
  expect(notes.of(k).toSorted()).toEqual(["wild/one", "wild/two.three"]);
});

test("a trigger's expression decides; a missing field is null", async () => {
  const k = notes.newKey();
  await contract.app.client.send([
    { name: "expr/go", data: { k, amount: 5 } },
    { name: "expr/go", data: { k, amount: 30, missing: 1 } },
    { name: "expr/go", data: { k, amount: 20 } },
  ]);
  await notes.until(k);
  expect(notes.of(k)).toEqual([20]);
});

test.skipIf(realServer)("a schedule with seconds and a time zone fires", async () => {
  await notes.until("cron", 2);
  expect(notes.of("cron")[0]).toMatchObject({
    cron: "TZ=Europe/Moscow * * * * * *",
    fireAt: expect.any(String),
  });
});

test("sleep and sleepUntil last at least as long as asked", async () => {
  const k = notes.newKey();
  const target = Date.now() + 2_500;
  await send("sleep/go", { k, until: target });
  const [end] = await notes.until(`${k}-end`);
  // The real server may be up to a second early.
  expect(end).toBeGreaterThanOrEqual(target - (realServer ? 1_000 : 0));
  const [begin, woken] = notes.of(k) as number[];
  expect(woken! - begin!).toBeGreaterThanOrEqual(realServer ? 0 : 1_000);
});

describe("waitForEvent", () => {
  test("takes the event that matches, and gives null when the time is over", async () => {
    const k = notes.newKey();
    await send("wait/go", { k, timeout: "1h" });
    if (realServer) await new Promise((resolve) => setTimeout(resolve, 1_000));
    else
      await until(async () => {
        const [row] =
          await contract.sql`select count(*)::int as n from jobs_engine.wait where event_name = 'wait/answer'`;
        return row?.n > 0;
      });
    await send("wait/answer", { k: "somebody else's" });
    await send("wait/answer", { k, text: "hello" });
    await notes.until(k);
    expect(notes.of(k)).toEqual([{ matched: { k, text: "hello" }, never: null }]);
  });

  test("gives null after its time-out", async () => {
    const k = notes.newKey();
    await send("wait/go", { k, timeout: "1s" });
    await notes.until(k);
    expect(notes.of(k)).toEqual([{ matched: null, never: null }]);
  });
});

describe("invoke", () => {
  test("gives the other function's result", async () => {
    const k = notes.newKey();
    await send("invoke/go", { k, n: 21 });
    await notes.until(k);
    expect(notes.of(k)).toEqual([{ doubled: 42 }]);
  });

  test("throws the other function's error", async () => {
    const k = notes.newKey();
    await send("invoke/go", { k, fail: true });
    await notes.until(k);
    expect(notes.of(k)).toEqual([{ caught: expect.stringContaining("the child fails") }]);
  });

  test("throws when it takes too long", async () => {
    const k = notes.newKey();
    await send("invoke/go", { k, slow: true });
    await notes.until(k);
    expect(notes.of(k)).toEqual([{ caught: expect.stringMatching(/timed? ?out|did not finish within/i) }]);
  });
});

test("sendEvent stores events that trigger functions", async () => {
  const k = notes.newKey();
  await send("send/go", { k });
  await notes.until(k);
  await notes.until(`${k}-ids`);
  expect(notes.of(k)).toEqual(["wild/sent"]);
  expect(notes.of(`${k}-ids`)[0]).toEqual([expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/)]);
});

test("steps in Promise.all each run once, and the function goes on when all are done", async () => {
  const k = notes.newKey();
  await send("parallel/go", { k });
  await notes.until(k);
  expect(notes.of(k)).toEqual(["abc"]);
  expect(notes.of(`${k}-runs`).toSorted()).toEqual(["a", "after", "b"]);
});

test("a race goes on with the first", async () => {
  const k = notes.newKey();
  await send("race/go", { k });
  await vi.waitFor(() => expect(notes.of(k)[0]).toBe("quick won"), { timeout: 10_000 });
});

test.skipIf(realServer)(
  "a kind of step that is not supported fails that step with a clear message",
  async () => {
    const k = notes.newKey();
    await send("unsupported/go", { k });
    await notes.until(k);
    expect(notes.of(k)[0]).toContain("WaitForSignal are not supported");
  },
);
