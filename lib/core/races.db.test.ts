import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { systemDb } from "@/db/client";
import { domainEvents, teams } from "@/db/schema";
import { makeMember, makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { command, run } from "./command";
import { defineEvent } from "./events";
import { newId } from "./ids";

useTestDatabase();

const changed = defineEvent("test.changed", z.object({ id: z.string() }));

/** Lets nobody on before `count` have arrived; later ones pass. */
function meeting(count: number): () => Promise<void> {
  let missing = count;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return all;
  };
}

test("who loses a race is asked again also when a statement sent along complains first", async () => {
  const workspace = await makeWorkspace();
  const member = await makeMember(workspace, "admin");
  const taken = await makeTeam(workspace);
  let tries = 0;
  const renameFirst = command({
    name: "test.renameFirst",
    permission: "workspace:read",
    input: z.object({}),
    async handle(ctx) {
      tries += 1;
      if (tries > 1) return "done";
      const insert = async () => {
        const row = { workspaceId: ctx.workspaceId, id: newId(), name: taken.name };
        await ctx.tx.insert(teams).values(row).execute();
      };
      const lost = insert();
      const along = ctx.tx.select({ id: teams.id }).from(teams).execute();
      // Whoever waits for the first one may stand further away than who waits for the second.
      await Promise.all([Promise.allSettled([lost, along]).then(() => lost), along]);
      return "not reached";
    },
  });
  expect(await run(renameFirst, member, {})).toBe("done");
  expect(tries).toBe(2);
});

test("of several who create the same at once one does; the others, asked again, answer with it", async () => {
  const workspace = await makeWorkspace();
  const member = await makeMember(workspace, "admin");
  const looked = meeting(5);
  let tries = 0;
  const findOrMake = command({
    name: "test.findOrMake",
    permission: "workspace:read",
    input: z.object({ name: z.string() }),
    async handle(ctx, { name }) {
      tries += 1;
      const [found] = await ctx.tx
        .select({ id: teams.id })
        .from(teams)
        .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.name, name)));
      if (found) return found.id;
      await looked();
      const id = newId();
      await ctx.tx.insert(teams).values({ workspaceId: ctx.workspaceId, id, name });
      ctx.emit(changed, id, { id });
      return id;
    },
  });
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => run(findOrMake, member, { name: "One" })),
  );
  expect(new Set(answers).size).toBe(1);
  expect(tries).toBe(9);
  const here = await systemDb().select().from(teams).where(eq(teams.workspaceId, workspace.id));
  expect(here.map(({ id }) => id)).toEqual([answers[0]]);
  expect(await systemDb().$count(domainEvents, eq(domainEvents.workspaceId, workspace.id))).toBe(1);
});

test("two who lock each other out both succeed, each once", async () => {
  const workspace = await makeWorkspace();
  const member = await makeMember(workspace, "admin");
  const [a, b] = await Promise.all([makeTeam(workspace), makeTeam(workspace)]);
  const holding = meeting(2);
  let tries = 0;
  const renameBoth = command({
    name: "test.renameBoth",
    permission: "workspace:read",
    input: z.object({ ids: z.array(z.string()), suffix: z.string() }),
    async handle(ctx, { ids, suffix }) {
      tries += 1;
      for (const id of ids) {
        const [row] = await ctx.tx
          .update(teams)
          .set({ updatedAt: new Date() })
          .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, id)))
          .returning({ name: teams.name });
        await holding();
        await ctx.tx
          .update(teams)
          .set({ name: `${row!.name}${suffix}` })
          .where(and(eq(teams.workspaceId, ctx.workspaceId), eq(teams.id, id)));
        ctx.emit(changed, id, { id });
      }
    },
  });
  await Promise.all([
    run(renameBoth, member, { ids: [a.id, b.id], suffix: "+" }),
    run(renameBoth, member, { ids: [b.id, a.id], suffix: "+" }),
  ]);
  expect(tries).toBe(3);
  const rows = await systemDb().select().from(teams).where(eq(teams.workspaceId, workspace.id));
  expect(rows.map(({ name }) => name).sort()).toEqual([`${a.name}++`, `${b.name}++`].sort());
  expect(await systemDb().$count(domainEvents, eq(domainEvents.workspaceId, workspace.id))).toBe(4);
});

test("who loses again is told of the conflict, without any word of the database", async () => {
  const workspace = await makeWorkspace();
  const member = await makeMember(workspace, "admin");
  const team = await makeTeam(workspace);
  const makeAgain = command({
    name: "test.makeAgain",
    permission: "workspace:read",
    input: z.object({}),
    handle: async (ctx) =>
      void (await ctx.tx.insert(teams).values({ workspaceId: ctx.workspaceId, id: team.id, name: "Again" })),
  });
  await expect(run(makeAgain, member, {})).rejects.toMatchObject({
    code: "CONFLICT",
    details: { reason: "lost_race" },
  });
});
