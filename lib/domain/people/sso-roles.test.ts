import { expect, test } from "vitest";
import { claimValues, rolesByWorkspace } from "./sso-roles";

test("a claim is found by its name, by its path, and with dots in its name", () => {
  expect(claimValues({ groups: ["a", "b"] }, "groups")).toEqual(["a", "b"]);
  expect(claimValues({ realm_access: { roles: ["lead"] } }, "realm_access.roles")).toEqual(["lead"]);
  expect(claimValues({ "https://acme.test/roles": "lead" }, "https://acme.test/roles")).toEqual(["lead"]);
});

test("what is no text gives nothing, and no path leads into an object's own machinery", () => {
  expect(claimValues({ groups: [1, null, { a: 1 }, ""] }, "groups")).toEqual([]);
  expect(claimValues({}, "groups")).toEqual([]);
  expect(claimValues({}, "constructor.name")).toEqual([]);
  expect(claimValues({ groups: "a" }, "groups.length")).toEqual([]);
});

test("of several roles in one workspace the highest counts", () => {
  const roles = rolesByWorkspace([
    { workspaceId: "w", role: "user" },
    { workspaceId: "w", role: "manager" },
    { workspaceId: "w", role: "agent" },
    { workspaceId: "v", role: "agent" },
  ]);
  expect(Object.fromEntries(roles)).toEqual({ w: "manager", v: "agent" });
});
