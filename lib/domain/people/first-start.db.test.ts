import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { inboxes, memberships, users, workspaces } from "@/db/schema";
import { startLines } from "@/db/seed/print-links";
import { makeMember, makeStranger, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { runAccount } from "@/lib/core/command";
import { env } from "@/lib/env";
import { completeSetup } from "./commands/complete-setup";
import { createDemoLinks } from "./commands/create-demo-links";
import { createSetupLink } from "./commands/create-setup-link";
import { signInWithDemoLink } from "./commands/sign-in-with-demo-link";

useTestDatabase();

const given = {
  name: "Kim",
  email: "kim@example.com",
  password: "a harbour at low tide",
  workspace: "Acme Bikes",
  timeZone: "Europe/Berlin",
  locale: "en" as const,
};
const tokenOf = (address: string) => address.split("/").at(-1)!;

// One story in order: the database is empty only once.
test("an empty database is set up by the printed link, once, by whoever is first", async () => {
  const first = (await createSetupLink())!;
  const second = (await createSetupLink())!;
  const withToken = (address: string) => ({ ...given, token: tokenOf(address) });
  await expect(runAccount(completeSetup, makeStranger(), withToken(first))).rejects.toMatchObject({
    details: { reason: "link_dead" },
  });
  await expect(
    runAccount(completeSetup, makeStranger(), { ...withToken(second), workspace: "///" }),
  ).rejects.toMatchObject({ details: { fields: [{ field: "slug" }] } });
  expect(await systemDb().$count(users)).toBe(0);
  expect((await startLines()).join("\n")).toMatch(/\/setup\/[\w-]{43}/);

  const third = (await createSetupLink())!;
  const both = await Promise.allSettled(
    ["kim", "lee"].map((who) =>
      runAccount(completeSetup, makeStranger(), { ...withToken(third), email: `${who}@example.com` }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const [made] = await systemDb()
    .select({ role: memberships.role, slug: workspaces.slug, inbox: inboxes.publicKey })
    .from(memberships)
    .innerJoin(workspaces, eq(workspaces.id, memberships.workspaceId))
    .innerJoin(inboxes, eq(inboxes.workspaceId, workspaces.id));
  expect(made).toMatchObject({ role: "admin", slug: "acme-bikes" });
  expect(await createSetupLink()).toBeNull();
});

test("demo links exist and work in demo mode only, until the next start", async () => {
  const workspace = await makeWorkspace({ slug: "demo" });
  const [agent, admin] = [await makeMember(workspace, "agent"), await makeMember(workspace, "admin")];
  expect(await createDemoLinks()).toBeNull();
  env().FLOWRA_DEMO = true;
  try {
    const before = (await createDemoLinks())!;
    expect(before.people.map(({ name, role }) => ({ name, role }))).toEqual([
      { name: admin.user.name, role: "admin" },
      { name: agent.user.name, role: "agent" },
    ]);
    const signIn = (address: string) =>
      runAccount(signInWithDemoLink, makeStranger(), { token: tokenOf(address) });
    const [first] = before.people;
    expect(await signIn(first!.address)).toMatchObject({ outcome: "passed", userId: admin.user.id });
    expect(await signIn(first!.address)).toMatchObject({ outcome: "passed" });

    env().FLOWRA_DEMO = false;
    await expect(signIn(first!.address)).rejects.toMatchObject({ details: { reason: "link_dead" } });
    env().FLOWRA_DEMO = true;
    await createDemoLinks();
    await expect(signIn(first!.address)).rejects.toMatchObject({ details: { reason: "link_dead" } });
  } finally {
    env().FLOWRA_DEMO = false;
  }
});
