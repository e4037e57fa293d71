import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import * as tables from "@/db/schema";
import { query, read } from "@/lib/core/query";
import { makeCustomer, makeMember, makeTeam, makeWorkspace, useTestDatabase } from "./factories";

useTestDatabase();

const listTeamNames = query({
  name: "test.listTeamNames",
  permission: "workspace:read",
  input: z.object({}),
  read: async (ctx) =>
    (await ctx.tx.select({ name: tables.teams.name }).from(tables.teams)).map((t) => t.name),
});

test("a made member calls as that member, inside the walls of their workspace", async () => {
  const [ours, theirs] = await Promise.all([makeWorkspace(), makeWorkspace()]);
  const member = await makeMember(ours, "agent");
  await makeTeam(ours, "Ours", [member]);
  await makeTeam(theirs, "Theirs");
  expect(await read(listTeamNames, member, {})).toEqual(["Ours"]);
});

test("a made customer belongs to an inbox of the workspace", async () => {
  const workspace = await makeWorkspace();
  const { actor, workspaceId } = await makeCustomer(workspace);
  const { systemDb } = await import("@/db/client");
  const [inbox] = await systemDb().select().from(tables.inboxes).where(eq(tables.inboxes.id, actor.inboxId));
  expect(inbox?.workspaceId).toBe(workspaceId);
});
