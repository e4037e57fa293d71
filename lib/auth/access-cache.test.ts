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

it("keeps no answer that was being looked up while access changed", async () => {
  let answer = (_: string) => {};
  const before = cachedAccess("key", () => new Promise<string>((resolve) => (answer = resolve)));
  forgetAccess();
  answer("still a member");
  await before;
  expect(await cachedAccess("key", async () => "removed")).toBe("removed");
});
