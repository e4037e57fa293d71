import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contract, realServer, startContract, until } from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();
const note = notes.add.bind(notes);
/** Functions that wait until the test lets them go. */
const gates = new Map<string, () => void>();
const gate = (key: string) => new Promise<void>((resolve) => gates.set(key, resolve));

let contract: Contract;
const send = (name: string, ...data: Record<string, unknown>[]) =>
  contract.app.client.send(data.map((item) => ({ name, data: item })));
/** What is sent last and arrives shows that what was sent before has been dealt with. */
const untilRouted = async () => {
  const k = notes.newKey();
  await send("marker/go", { k });
  await notes.until(k);
};

beforeAll(async () => {
  let running = 0;
  let shared = 0;
  contract = await startContract((client) => [
    client.createFunction({ id: "marker", triggers: { event: "marker/go" } }, ({ event }) =>
      note(event.data.k, 1),
    ),
    client.createFunction(
      {
        id: "debounced",
        debounce: { period: "1s", key: "event.data.k" },
        triggers: { event: "debounce/go" },
      },
      ({ event }) => note(event.data.k, event.data.n),
    ),
    client.createFunction(
      {
        id: "debounced-bounded",
        debounce: { period: "2s", timeout: "3s", key: "event.data.k" },
        triggers: { event: "bounded/go" },
      },
      ({ event }) => note(event.data.k, event.data.n),
    ),
    client.createFunction(
      {
        id: "throttled",
        throttle: { limit: 1, period: "1s", key: "event.data.k" },
        triggers: { event: "throttle/go" },
      },
      ({ event }) => note(event.data.k, Date.now()),
    ),
    client.createFunction(
      {
        id: "limited",
        rateLimit: { limit: 2, period: "1m", key: "event.data.k" },
        triggers: { event: "rate/go" },
      },
      ({ event }) => note(event.data.k, event.data.n),
    ),
    client.createFunction(
      {
        id: "one-each",
        concurrency: { limit: 2, key: "event.data.k" },
        triggers: { event: "concurrent/go" },
      },
      async ({ event, step }) => {
        await step.run("work", async () => {
          running++;
          note(`${event.data.k}-running`, running);
          await gate(`${event.data.k}-${event.data.n}`);
          running--;
        });
        note(event.data.k, event.data.n);
      },
    ),
    ...["a", "b"].map((name) =>
      client.createFunction(
        {
          id: `shares-${name}`,
          concurrency: { limit: 1, scope: "account", key: "event.data.k" },
          triggers: { event: "share/go" },
        },
        async ({ event }) => {
          shared++;
          note(`${event.data.k}-shared`, shared);
          await new Promise((resolve) => setImmediate(resolve));
          shared--;
          note(event.data.k, name);
        },
      ),
    ),
    client.createFunction(
      {
        id: "ranked",
        concurrency: 1,
        priority: { run: "event.data.urgent ? 300 : 0" },
        triggers: { event: "priority/go" },
      },
      async ({ event }) => {
        note(event.data.k, event.data.n);
        if (event.data.n === 0) await gate(event.data.k);
      },
    ),
    client.createFunction(
      { id: "idempotent", idempotency: "event.data.order", triggers: { event: "idem/go" } },
      ({ event }) => note(event.data.k, event.data.n),
    ),
    client.createFunction(
      {
        id: "batched",
        batchEvents: { maxSize: 3, timeout: "2s", key: "event.data.k" },
        triggers: { event: "batch/go" },
      },
      ({ events }) =>
        note(events[0].data.k, events.map(({ data }: { data: { n: number } }) => data.n).toSorted()),
    ),
    client.createFunction(
      { id: "skips", singleton: { mode: "skip", key: "event.data.k" }, triggers: { event: "skip/go" } },
      async ({ event }) => {
        note(event.data.k, event.data.n);
        await gate(`${event.data.k}-${event.data.n}`);
      },
    ),
    client.createFunction(
      {
        id: "replaces",
        singleton: { mode: "cancel", key: "event.data.k" },
        triggers: { event: "replace/go" },
      },
      async ({ event, step }) => {
        await step.run("begin", () => note(event.data.k, event.data.n));
        if (event.data.n === 1) await step.sleep("long", "1h");
        note(`${event.data.k}-end`, event.data.n);
      },
    ),
    client.createFunction(
      {
        id: "cancellable",
        cancelOn: [{ event: "cancel/now", if: "async.data.k == event.data.k && async.data.really == true" }],
        triggers: { event: "cancel/go" },
      },
      async ({ event, step }) => {
        await step.run("begin", () => note(event.data.k, "begin"));
        await step.sleep("wait", "2s");
        note(event.data.k, "end");
      },
    ),
    client.createFunction(
      {
        id: "cancel-window",
        cancelOn: [{ event: "cancel/late", match: "data.k", timeout: "1s" }],
        triggers: { event: "window/go" },
      },
      async ({ event, step }) => {
        await step.sleep("wait", "2s");
        await step.run("end", () => note(event.data.k, "end"));
      },
    ),
    client.createFunction(
      { id: "too-slow", timeouts: { finish: "1s" }, triggers: { event: "finish/go" } },
      async ({ event, step }) => {
        await step.run("begin", () => note(event.data.k, "begin"));
        await step.sleep("long", "1h");
      },
    ),
    client.createFunction(
      { id: "too-late", concurrency: 1, timeouts: { start: "1s" }, triggers: { event: "start/go" } },
      async ({ event }) => {
        note(event.data.k, event.data.n);
        await gate(`${event.data.k}-${event.data.n}`);
      },
    ),
    client.createFunction(
      { id: "tells-cancelled", triggers: { event: "inngest/function.cancelled" } },
      ({ event }) => note(`${event.data.event.data.k}-cancelled`, event.data.event.data.n ?? true),
    ),
  ]);
});
afterAll(async () => {
  for (const open of gates.values()) open();
  await contract.close();
});

const open = async (key: string) => (await until(() => gates.get(key)))();

describe("debounce", () => {
  test("runs once, with the latest event, when none has come for a while; each key for itself", async () => {
    const [k, other] = [notes.newKey(), notes.newKey()];
    await send("debounce/go", { k, n: 1 }, { k: other, n: 9 }, { k, n: 2 });
    await send("debounce/go", { k, n: 3 });
    await notes.until(k);
    await notes.until(other);
    await untilRouted();
    expect([notes.of(k), notes.of(other)]).toEqual([[3], [9]]);
  });

  test("does not wait beyond its time-out", async () => {
    const k = notes.newKey();
    let n = 0;
    // Events that keep coming would put it off for ever.
    await until(async () => {
      await send("bounded/go", { k, n: ++n });
      return notes.of(k).length;
    });
    expect(notes.of(k)[0]).toBeGreaterThan(1);
  });
});

test("throttle spreads the starts and loses none", async () => {
  const k = notes.newKey();
  await send("throttle/go", { k }, { k }, { k });
  const times = (await notes.until(k, 3)) as number[];
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(realServer ? 1_000 : 1_900);
});

test("rateLimit drops what is beyond the limit of its key", async () => {
  const [k, other] = [notes.newKey(), notes.newKey()];
  await send("rate/go", { k, n: 1 }, { k, n: 2 }, { k, n: 3 }, { k: other, n: 1 });
  await notes.until(k, 2);
  await notes.until(other);
  await untilRouted();
  expect(notes.of(k).toSorted()).toEqual([1, 2]);
});

describe("concurrency", () => {
  test("holds back steps beyond the limit of the key until one ends", async () => {
    const k = notes.newKey();
    await send("concurrent/go", { k, n: 1 }, { k, n: 2 }, { k, n: 3 }, { k, n: 4 });
    const waiting = () => [...gates.keys()].filter((key) => key.startsWith(k));
    await until(() => waiting().length === 2);
    await untilRouted();
    expect(waiting()).toHaveLength(2);
    await until(() => {
      for (const key of waiting()) {
        gates.get(key)?.();
        gates.delete(key);
      }
      return notes.of(k).length === 4;
    });
    expect(notes.of(k).toSorted()).toEqual([1, 2, 3, 4]);
    expect(Math.max(...(notes.of(`${k}-running`) as number[]))).toBe(2);
  });

  test("an account-wide key is shared between functions", async () => {
    const k = notes.newKey();
    await send("share/go", { k }, { k }, { k });
    await notes.until(k, 6);
    expect(Math.max(...(notes.of(`${k}-shared`) as number[]))).toBe(1);
  });
});

test.skipIf(realServer)("priority lets an urgent run overtake those that wait", async () => {
  const k = notes.newKey();
  await send("priority/go", { k, n: 0 });
  await notes.until(k);
  await send("priority/go", { k, n: 1 }, { k, n: 2, urgent: true });
  await untilRouted();
  await open(k);
  expect(await notes.until(k, 3)).toEqual([0, 2, 1]);
});

test("idempotency starts one run for each key; a missing key is none", async () => {
  const k = notes.newKey();
  const order = notes.newKey();
  await send("idem/go", { k, n: 1, order }, { k, n: 2, order }, { k, n: 3 }, { k, n: 4 });
  await notes.until(k, 3);
  await untilRouted();
  expect(notes.of(k).toSorted()).toEqual([1, 3, 4]);
});

test("the same event id is taken once", async () => {
  const k = notes.newKey();
  const event = { name: "marker/go", id: `id-${k}`, data: { k } };
  await contract.app.client.send(event);
  await contract.app.client.send(event);
  await notes.until(k);
  await untilRouted();
  expect(notes.of(k)).toHaveLength(1);
});

test("batchEvents starts with a full batch, or with what there is after the time-out", async () => {
  const k = notes.newKey();
  await send("batch/go", ...[1, 2, 3, 4].map((n) => ({ k, n })));
  const batches = await notes.until(k, 2);
  expect(batches.map((batch) => (batch as number[]).length)).toEqual([3, 1]);
  expect(batches.flat().toSorted()).toEqual([1, 2, 3, 4]);
});

describe("singleton", () => {
  test("skip ignores events while a run of the key is under way", async () => {
    const k = notes.newKey();
    await send("skip/go", { k, n: 1 });
    await notes.until(k);
    await send("skip/go", { k, n: 2 });
    await untilRouted();
    await open(`${k}-1`);
    expect(notes.of(k)).toEqual([1]);
  });

  test("cancel lets the newer run take the place of the older", async () => {
    const k = notes.newKey();
    await send("replace/go", { k, n: 1 });
    await notes.until(k);
    await send("replace/go", { k, n: 2 });
    expect(await notes.until(`${k}-end`)).toEqual([2]);
    expect(await notes.until(`${k}-cancelled`)).toEqual([1]);
  });
});

describe("cancelOn", () => {
  test("ends the run whose condition holds, and no other", async () => {
    const [k, other] = [notes.newKey(), notes.newKey()];
    await send("cancel/go", { k }, { k: other });
    await notes.until(k);
    await notes.until(other);
    await send("cancel/now", { k: other, really: false }, { k, really: true });
    expect(await notes.until(`${k}-cancelled`)).toEqual([true]);
    await notes.until(other, 2);
    expect(notes.of(k)).toEqual(["begin"]);
    expect(notes.of(other)).toEqual(["begin", "end"]);
  });

  test.skipIf(realServer)("listens for its time-out only", async () => {
    const k = notes.newKey();
    await send("window/go", { k });
    await until(async () => {
      const [wait] = await contract.sql`
        select expires_at < now() as over from jobs_engine.wait where event_name = 'cancel/late'`;
      return wait?.over === true;
    });
    await send("cancel/late", { k });
    expect(await notes.until(k)).toEqual(["end"]);
  });
});

describe.skipIf(realServer)("timeouts", () => {
  test("a run that does not finish in time is cancelled", async () => {
    const k = notes.newKey();
    await send("finish/go", { k });
    expect(await notes.until(`${k}-cancelled`)).toEqual([true]);
    expect(notes.of(k)).toEqual(["begin"]);
  });

  test("a run that does not start in time is cancelled", async () => {
    const k = notes.newKey();
    await send("start/go", { k, n: 1 });
    await notes.until(k);
    await send("start/go", { k, n: 2 });
    expect(await notes.until(`${k}-cancelled`)).toEqual([2]);
    await open(`${k}-1`);
    expect(notes.of(k)).toEqual([1]);
  });
});
