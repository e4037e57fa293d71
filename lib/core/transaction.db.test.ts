import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { teams } from "@/db/schema";
import { makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { inTransaction, inWorkspace } from "./transaction";

useTestDatabase();

const named = sql<string>`current_setting('app.workspace_id', true)`;

test("the workspace is named before the first statement of the work, whichever way that is sent", async () => {
  const [ours, theirs] = await Promise.all([makeWorkspace(), makeWorkspace()]);
  await Promise.all([makeTeam(ours, "Ours"), makeTeam(theirs, "Theirs")]);
  const asBuilder = await inWorkspace("requests", ours.id, (tx) =>
    tx.select({ name: teams.name }).from(teams),
  );
  const asRaw = await inWorkspace("requests", ours.id, (tx) => tx.execute(sql`select name from teams`));
  const asEager = await inWorkspace("requests", ours.id, (tx) =>
    Promise.all([tx.select({ name: teams.name }).from(teams).execute()]),
  );
  expect([asBuilder, [...asRaw], asEager[0]]).toEqual(Array(3).fill([{ name: "Ours" }]));
});

test("a connection keeps nothing of the workspace that it served before", async () => {
  const workspace = await makeWorkspace();
  await inWorkspace("requests", workspace.id, (tx) => tx.execute(sql`select 1`));
  const [row] = await inTransaction("requests", (tx) => tx.select({ named }).from(sql`(select) as nothing`));
  expect(row?.named ?? "").toBe("");
});
