import { and, eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { teams } from "@/db/schema";
import { makeMember, makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { contextFor, noEffects } from "./command";
import { compiled } from "./compiled";
import type { Caller, Context, MemberActor } from "./context";
import { inWorkspace } from "./transaction";

useTestDatabase();

const as = <T>(caller: Caller, work: (ctx: Context) => Promise<T>) =>
  inWorkspace("requests", caller.workspaceId, (tx) => work(contextFor(caller, tx, noEffects())));

test("each caller gets rows by their own ids, whoever asked first", async () => {
  let built = 0;
  const ownTeams = compiled((ctx, { name }: { name: string }, variant) => {
    built++;
    const { teamIds } = ctx.actor as MemberActor;
    const query = ctx.tx
      .select({
        id: teams.id,
        at: teams.createdAt,
        asks: sql<string>`${(ctx.actor as MemberActor).userId}::text`,
      })
      .from(teams)
      .where(and(eq(teams.workspaceId, ctx.workspaceId), inArray(teams.id, teamIds), eq(teams.name, name)));
    return variant === "locked" ? query.for("update") : query;
  });
  for (const name of ["First", "Second"]) {
    const workspace = await makeWorkspace();
    const other = await makeTeam(workspace, `${name} other`);
    const member = await makeMember(workspace, "agent");
    const team = await makeTeam(workspace, name, [member]);
    const caller = { ...member, actor: { ...member.actor, teamIds: [team.id] } };
    const row = { id: team.id, at: expect.any(Date), asks: member.actor.userId };
    expect(await as(caller, (ctx) => ownTeams(ctx, { name }))).toEqual([row]);
    expect(await as(caller, (ctx) => ownTeams(ctx, { name }, "locked"))).toEqual([row]);
    expect(await as(caller, (ctx) => ownTeams(ctx, { name: `${name} other` }))).toEqual([]);
    const both = { ...caller, actor: { ...caller.actor, teamIds: [team.id, other.id] } };
    expect(await as(both, (ctx) => ownTeams(ctx, { name: `${name} other` }))).toMatchObject([
      { id: other.id },
    ]);
  }
  expect(built).toBe(3);
});

test("a statement that would keep somebody's id is refused", async () => {
  const member = await makeMember(await makeWorkspace(), "agent");
  const leaking = compiled((ctx, _: { name: string }) =>
    ctx.tx.select({ id: teams.id }).from(teams).where(eq(teams.workspaceId, member.workspaceId)),
  );
  await expect(as(member, async (ctx) => leaking(ctx, { name: "x" }))).rejects.toThrow("first caller");
});
