import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { GET } from "@/app/api/metrics/route";
import { systemDb } from "@/db/client";
import { domainEvents } from "@/db/schema";
import { makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { peerAddressHeader } from "@/lib/auth/request";
import { run } from "@/lib/core/command";
import { createTeam } from "@/lib/domain/workspaces/commands/create-team";
import { updateWorkspace } from "@/lib/domain/workspaces/commands/update-workspace";
import { proxiedHeader } from "@/lib/security/incoming";

useTestDatabase();

const ask = (headers: Record<string, string>) =>
  GET(new Request("http://localhost/api/metrics", { headers }), { params: Promise.resolve({}) });
const fromHere = { [peerAddressHeader]: "127.0.0.1", [proxiedHeader]: "0" };
/** The value of a line that carries all of these labels. */
function figure(text: string, name: string, ...labels: string[]): number | undefined {
  const line = text
    .split("\n")
    .find((each) => each.startsWith(name) && labels.every((label) => each.includes(label)));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

describe("without a token", () => {
  test.each([
    [{}],
    [{ ...fromHere, [peerAddressHeader]: "10.0.0.4" }],
    [{ ...fromHere, [proxiedHeader]: "1" }],
    [{ [peerAddressHeader]: "127.0.0.1" }],
    [{ ...fromHere, [peerAddressHeader]: "127.0.0.1.example" }],
  ])("%j gets what an unknown address gets", async (headers) => {
    const response = await ask(headers);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("flowra_");
  });

  test("this machine reads them", async () => expect((await ask(fromHere)).status).toBe(200));
});

test("they count operations by outcome, requests, pools, the outbox and the loop's lag", async () => {
  const workspace = await makeWorkspace();
  const admin = await makeMember(workspace, "admin");
  const user = await makeMember(workspace, "user");
  await run(updateWorkspace, admin, { assignmentCapacity: 20 });
  await run(createTeam, admin, { name: "Orders" });
  await run(createTeam, admin, { name: "orders" }).catch(() => {});
  await run(createTeam, user, { name: "Refused before it runs" }).catch(() => {});
  await systemDb()
    .update(domainEvents)
    .set({ deadAt: new Date() })
    .where(eq(domainEvents.name, "workspace.updated"));

  await ask(fromHere);
  const text = await (await ask(fromHere)).text();
  const count = "flowra_operation_duration_seconds_count";
  expect(figure(text, count, 'operation="workspaces.createTeam"', 'outcome="ok"')).toBe(1);
  expect(figure(text, count, 'operation="workspaces.createTeam"', 'outcome="INVALID"')).toBe(1);
  expect(figure(text, "flowra_outbox_events", 'state="pending"')).toBe(1);
  expect(figure(text, "flowra_outbox_events", 'state="dead"')).toBe(1);
  expect(figure(text, "flowra_pool_slots", 'pool="requests"', 'state="waiting"')).toBe(0);
  expect(figure(text, "flowra_requests_total", 'route="metrics"', 'status="200"')).toBeGreaterThan(0);
  expect(figure(text, "flowra_rows_estimate", 'table="messages"')).toBeGreaterThanOrEqual(0);
  expect(figure(text, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
  expect(text).not.toContain(workspace.id);
});
