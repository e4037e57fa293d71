import { expect, test, vi } from "vitest";
import { AppError, notFound, publicError } from "./errors";

test("a refusal is one in every bundle of the server", async () => {
  vi.resetModules();
  const other = await import("./errors");
  expect(other.AppError).not.toBe(AppError);
  const refusal = new other.AppError("UNAVAILABLE", { retryAfter: 2 });
  expect(refusal instanceof AppError).toBe(true);
  expect(publicError(refusal)).toEqual({ code: "UNAVAILABLE", retryAfter: 2 });
  expect(other.publicError(notFound())).toEqual({ code: "NOT_FOUND" });
});

test("anything else leaves without a word of its own", () => {
  for (const thrown of [new Error("select * from users"), "UNAVAILABLE", null, { code: "NOT_FOUND" }])
    expect(publicError(thrown)).toEqual({ code: "INTERNAL" });
});
