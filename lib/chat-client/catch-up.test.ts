import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCatchUp } from "./catch-up";
import { Refused } from "./refused";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks again when it is started anew, although it was told to wait before it was stopped", async () => {
  let asked = 0;
  const catchUp = createCatchUp({
    ask: async () => {
      asked += 1;
      if (asked === 1) throw new Refused({ code: "RATE_LIMITED", retryAfter: 60 });
    },
    missing: () => null,
    onBack: () => {},
    onChange: () => {},
  });
  const stop = catchUp.start(() => true);
  await catchUp.now();
  await catchUp.now();
  expect(asked).toBe(1);
  stop();
  const stopAgain = catchUp.start(() => true);
  await catchUp.now();
  expect(asked).toBe(2);
  stopAgain();
});
