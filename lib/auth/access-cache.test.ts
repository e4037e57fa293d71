import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { cachedAccess, forgetAccess } from "./access-cache";

beforeEach(() => {
  forgetAccess();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

it("asks again once an answer is five seconds old, and not before", async () => {
  const find = vi.fn(async () => `answer ${find.mock.calls.length}`);
  expect(await cachedAccess("key", find)).toBe("answer 1");
  vi.advanceTimersByTime(4_999);
  expect(await cachedAccess("key", find)).toBe("answer 1");
  vi.advanceTimersByTime(1);
  expect(await cachedAccess("key", find)).toBe("answer 2");
});

it("counts an answer's age from when it was asked for, however long it took", async () => {
  await cachedAccess("key", async () => {
    vi.advanceTimersByTime(4_000);
    return "slow";
  });
  vi.advanceTimersByTime(1_000);
  expect(await cachedAccess("key", async () => "fresh")).toBe("fresh");
});

it("asks anew right after access changed, refusals included", async () => {
  expect(await cachedAccess("key", async () => null)).toBeNull();
  forgetAccess();
  expect(await cachedAccess("key", async () => "member")).toBe("member");
});

it("forgets nobody who is known, however much is asked for that doesn't exist", async () => {
  await cachedAccess("known", async () => "member");
  const guess = (n: number) => cachedAccess(`guess ${n}`, async () => null);
  for (let n = 0; n < 20_000; n++) await guess(n);
  const find = vi.fn(async () => null);
  expect(await cachedAccess("known", find)).toBe("member");
  expect(find).not.toHaveBeenCalled();
  // A refusal stands for its seconds too, but only the latest thousand are kept.
  await cachedAccess("guess 19999", find);
  await cachedAccess("guess 19000", find);
  expect(find).not.toHaveBeenCalled();
  await cachedAccess("guess 18000", find);
  expect(find).toHaveBeenCalledOnce();
});

it("lets the oldest answer go when there are too many, not all of them", async () => {
  for (let n = 0; n < 10_001; n++) await cachedAccess(`member ${n}`, async () => n);
  const find = vi.fn(async () => "asked again");
  expect(await cachedAccess("member 1", find)).toBe(1);
  expect(await cachedAccess("member 0", find)).toBe("asked again");
});

it("keeps no answer that was being looked up while access changed", async () => {
  let answer = (_: string) => {};
  const before = cachedAccess("key", () => new Promise<string>((resolve) => (answer = resolve)));
  forgetAccess();
  answer("still a member");
  await before;
  expect(await cachedAccess("key", async () => "removed")).toBe("removed");
});
