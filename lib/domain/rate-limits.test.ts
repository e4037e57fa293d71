import { expect, test } from "vitest";
import { registeredOperations } from "@/lib/core/registry";

const modules = import.meta.glob(["./*/commands/*.ts", "./*/queries/*.ts", "!./**/*.test.ts"]);
await Promise.all(Object.values(modules).map((load) => load()));
const operations = registeredOperations().filter(({ scope }) => scope === "workspace");
const kind = (which: "command" | "query") => operations.filter((operation) => operation.kind === which);
const unlimited = (some: typeof operations) =>
  some.flatMap(({ name, rateLimit }) => (rateLimit ? [] : [name])).sort();

/** Each line and each change is told to everybody who looks, so nobody makes more of them than a person does. */
test("whoever writes into chats and changes tasks does so within a limit", () => {
  const written = kind("command").filter(
    ({ name, permission }) =>
      /^(chats|tasks|cannedReplies)\.|^workspaces\.setAvailability$/.test(name) &&
      permission !== "system:work",
  );
  expect(unlimited(written)).toEqual([
    // Before bytes are read, `chats.expectFile` and `chats.expectFirstFile` have counted them.
    "chats.addFile",
    "chats.addFirstFile",
    // Positions only move forward, by one row each; those that show nothing new tell nobody.
    "chats.markRead",
    // What was never sent, and each file but once.
    "chats.removeFile",
    "chats.removeFirstFile",
    // One of many that were counted when they were asked for.
    "tasks.changeInBulk",
    "tasks.markOwnRead",
    "tasks.markTicketRead",
  ]);
});

test("searches and the queue have a limit, and a lane that keeps connections for everybody else", () => {
  const searches = kind("query").filter(({ name }) =>
    /^search\.|^tasks\.(suggest|listQueue|listQueueViews|getQueue|countQueue)$|^customers\.list(Customers|Duplicates)$/.test(
      name,
    ),
  );
  expect(searches.length).toBeGreaterThan(6);
  expect(unlimited(searches)).toEqual([]);
  for (const search of searches)
    expect(search).toMatchObject({ lane: expect.any(Function), rateLimit: expect.anything() });
});
