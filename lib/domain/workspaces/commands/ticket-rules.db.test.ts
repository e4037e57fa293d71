import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { z } from "zod";
import { systemDb } from "@/db/client";
import { domainEvents } from "@/db/schema";
import { makeInbox, makeMember, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import type { ticketRulesInput } from "../input";
import { getTicketRules } from "../queries/get-ticket-rules";
import { listAuditLog } from "../queries/list-audit-log";
import { updateTicketRules } from "./update-ticket-rules";

useTestDatabase();

async function makeDesk() {
  const workspace = await makeWorkspace();
  const [manager, admin] = [await makeMember(workspace, "manager"), await makeMember(workspace, "admin")];
  const inbox = await makeInbox(workspace);
  const set = (given: z.input<typeof ticketRulesInput>) => run(updateTicketRules, manager, given);
  const rules = () => read(getTicketRules, manager, {});
  return { workspace, manager, admin, inbox, set, rules };
}

test("a manager changes what is given, with before and after in fact and audit line", async () => {
  const { workspace, admin, inbox, set, rules } = await makeDesk();
  await set({ closeResolvedAfterDays: 20, closeWarningText: " Soon over. ", warningInboxIds: [inbox.id] });
  expect(await rules()).toEqual({
    closeResolvedAfterDays: 20,
    archiveInactiveAfterDays: 3,
    closeWarningDays: 2,
    closeWarningText: "Soon over.",
    inboxes: [{ id: inbox.id, name: inbox.name, warnsBeforeClosing: true }],
  });
  const { lines } = await read(listAuditLog, admin, {});
  expect(lines.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
    {
      action: "workspace.updated",
      before: { closeResolvedAfterDays: 14, closeWarningText: "" },
      after: { closeResolvedAfterDays: 20, closeWarningText: "Soon over." },
    },
    {
      action: "inbox.changed",
      before: { name: inbox.name, warnsBeforeClosing: false },
      after: { name: inbox.name, warnsBeforeClosing: true },
    },
  ]);
  const told = await systemDb()
    .select({ name: domainEvents.name })
    .from(domainEvents)
    .where(eq(domainEvents.workspaceId, workspace.id));
  expect(told.map(({ name }) => name).sort()).toEqual(["inbox.changed", "workspace.updated"]);
  // The same once more is no change; what is left out stays.
  await set({ closeResolvedAfterDays: 20, warningInboxIds: [inbox.id] });
  await set({ archiveInactiveAfterDays: 5 });
  expect(await rules()).toMatchObject({
    archiveInactiveAfterDays: 5,
    inboxes: [{ warnsBeforeClosing: true }],
  });
  expect((await read(listAuditLog, admin, {})).lines).toHaveLength(3);
});

test("a warning that would come before the ticket is resolved is refused, where anybody is warned", async () => {
  const { inbox, set, rules } = await makeDesk();
  await set({ closeResolvedAfterDays: 2 });
  const tooHigh = { details: { fields: [{ field: "closeWarningDays", problem: "too_high" }] } };
  await expect(set({ warningInboxIds: [inbox.id] })).rejects.toMatchObject(tooHigh);
  expect((await rules()).inboxes).toMatchObject([{ warnsBeforeClosing: false }]);
  await set({ closeWarningDays: 1, warningInboxIds: [inbox.id] });
  await expect(set({ closeResolvedAfterDays: 1 })).rejects.toMatchObject(tooHigh);
  await set({ closeResolvedAfterDays: 1, warningInboxIds: [] });
});

test.each([
  [{ closeResolvedAfterDays: 0 }, "closeResolvedAfterDays"],
  [{ closeResolvedAfterDays: 1.5 }, "closeResolvedAfterDays"],
  [{ archiveInactiveAfterDays: 366 }, "archiveInactiveAfterDays"],
  [{ closeWarningDays: 31 }, "closeWarningDays"],
  [{ closeWarningText: "x".repeat(1_001) }, "closeWarningText"],
])("%j is refused by name", async (given, field) => {
  const { set } = await makeDesk();
  await expect(set(given)).rejects.toMatchObject({ code: "INVALID", details: { fields: [{ field }] } });
});

test("an inbox of another workspace looks like one that doesn't exist, and nothing is changed", async () => {
  const [ours, theirs] = [await makeDesk(), await makeDesk()];
  const tell = (id: string) =>
    ours.set({ closeResolvedAfterDays: 30, warningInboxIds: [ours.inbox.id, id] }).catch((error) => error);
  expect(await tell(theirs.inbox.id)).toEqual(await tell(newId()));
  expect(await ours.rules()).toMatchObject({
    closeResolvedAfterDays: 14,
    inboxes: [{ warnsBeforeClosing: false }],
  });
  const told = and(eq(domainEvents.workspaceId, ours.workspace.id), eq(domainEvents.name, "inbox.changed"));
  expect(await systemDb().$count(domainEvents, told)).toBe(0);
});
