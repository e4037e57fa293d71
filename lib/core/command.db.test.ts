import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { systemDb } from "@/db/client";
import { auditLog, domainEvents, teams, workspaces } from "@/db/schema";
import { makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { accountCommand, command, run, runAccount } from "./command";
import { onCommitted } from "./committed";
import type { Actor, WorkspaceId } from "./context";
import { conflict } from "./errors";
import { defineEvent, type StoredEvent } from "./events";
import { newId } from "./ids";

useTestDatabase();

const made = defineEvent("test.made", z.object({ id: z.string() }));
const done: string[] = [];

const make = command({
  name: "test.make",
  permission: "workspace:read",
  input: z.object({ name: z.string(), fail: z.boolean() }),
  async handle(ctx, { name, fail }) {
    const id = newId();
    await ctx.tx.insert(teams).values({ workspaceId: ctx.workspaceId, id, name });
    ctx.emit(made, id, { id });
    await ctx.audit({ action: "test.made", subjectId: id });
    ctx.afterCommit(() => void done.push(name));
    if (fail) throw conflict("on_purpose");
    return id;
  },
});

const traces = async (workspaceId: string) => ({
  teams: await systemDb().$count(teams, eq(teams.workspaceId, workspaceId)),
  events: await systemDb().$count(domainEvents, eq(domainEvents.workspaceId, workspaceId)),
  audits: await systemDb().$count(auditLog, eq(auditLog.workspaceId, workspaceId)),
});

test("a command that fails leaves no row, no event, no audit line and does nothing afterwards", async () => {
  const workspace = await makeWorkspace();
  const member = await makeMember(workspace, "user");
  await expect(run(make, member, { name: "lost", fail: true })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await traces(workspace.id)).toEqual({ teams: 0, events: 0, audits: 0 });
  expect(done).not.toContain("lost");

  await run(make, member, { name: "kept", fail: false });
  expect(await traces(workspace.id)).toEqual({ teams: 1, events: 1, audits: 1 });
  expect(done).toContain("kept");
});

const found = accountCommand({
  name: "test.found",
  permission: "own",
  input: z.object({}),
  async handle(ctx) {
    const id = newId();
    await ctx.tx.insert(workspaces).values({ id, slug: `made-${id.slice(-12)}`, name: "Made" });
    const actor: Actor = { kind: "system", job: "test" };
    const inside = ctx.enter(id as WorkspaceId, actor);
    inside.emit(made, id, { id });
    await inside.audit({ action: "test.made", subjectId: id });
    inside.afterCommit(() => void done.push(id));
    ctx.afterCommit(() => {
      throw new Error("the mail server is away");
    });
    return id;
  },
});

test("an account command that enters a workspace leaves its events and audit lines there", async () => {
  const { account } = await makeMember(await makeWorkspace());
  const told: StoredEvent[] = [];
  onCommitted((events) => told.push(...events));
  const id = await runAccount(found, account, {});
  onCommitted(undefined);
  expect(await traces(id)).toEqual({ teams: 0, events: 1, audits: 1 });
  expect(told.map((event) => event.workspaceId)).toEqual([id]);
  expect(done).toContain(id);
});
