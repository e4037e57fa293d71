import { expect, it } from "vitest";
import { loggableError } from "./log-error";

const secret = "the customer's own words";

/** As drizzle throws it, with the database's error inside. */
function failedQuery(): Error {
  const cause = Object.assign(new Error(`duplicate key: ${secret}`), {
    code: "23505",
    severity: "ERROR",
    routine: "_bt_check_unique",
    table_name: "messages",
    detail: secret,
  });
  const error = new Error(`Failed query: insert … params: ${secret}`, { cause });
  return Object.assign(error, { query: "insert into messages", params: [secret] });
}

it("keeps the code and the place of a failed query, and nothing of what was written", () => {
  const told = loggableError(failedQuery());
  expect(told).toMatchObject({ code: "23505", table: "messages" });
  expect(told.stack).toContain("log-error.test");
  expect(JSON.stringify(told)).not.toContain(secret);
});

it("keeps nothing of a database error that comes unwrapped or inside another error either", () => {
  const { cause } = failedQuery();
  expect(JSON.stringify(loggableError(cause))).not.toContain(secret);
  expect(JSON.stringify(loggableError(new Error("could not save", { cause: failedQuery() })))).not.toContain(
    secret,
  );
});

it("keeps the message of other errors", () => {
  expect(loggableError(new TypeError("x is not a function"))).toMatchObject({
    type: "TypeError",
    message: "x is not a function",
  });
  expect(loggableError(secret)).toEqual({ type: "string" });
});
