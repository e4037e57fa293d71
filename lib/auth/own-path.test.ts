import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each(["/w/demo/inbox?view=mine#top", "/", "/account/security"])("%s is ours", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/..//evil.example",
  "",
  "w/demo",
  null,
])("%j is not, and leads to the start page", (given) => {
  expect(ownPath(given)).toBe("/");
});

test("wherever it leads, it is on the page's own host", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    "//",
    "..",
    ".",
    "@",
    ":",
    "%2f",
    "\t",
    "\n",
    "evil.example",
    "http:",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = ownPath(`/${parts.join("")}`);
      expect(path.startsWith("/") && !path.startsWith("//")).toBe(true);
      expect(new URL(path, "https://flowra.test").host).toBe("flowra.test");
    }),
    { numRuns: 2_000 },
  );
});
