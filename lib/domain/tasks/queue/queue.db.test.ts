import { and, eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { auditLog, chats, domainEvents, notifications, savedViews, tags, tasks, taskTags } from "@/db/schema";
import {
  makeCustomer,
  makeInbox,
  makeMember,
  makeTeam,
  makeWorkspace,
  type TestMember,
  useTestDatabase,
} from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { arrangeViews } from "../commands/arrange-views";
import { changeView } from "../commands/change-view";
import { deleteView } from "../commands/delete-view";
import { saveView } from "../commands/save-view";
import { listQueue } from "../queries/list-queue";
import { listTickets } from "../queries/list-tickets";
import { listQueueViews } from "../queries/list-views";
import type { TicketListItem } from "../views";
import { formatQueueAddress } from "./address";
import { noFilters, type QueuePlace, standardPlace } from "./place";
import { queueRules } from "./rules";
import { anyFilters, anyGroup, anySort } from "./testing/any-place";

useTestDatabase();

let desk: Awaited<ReturnType<typeof makeDesk>>;
beforeAll(async () => {
  desk = await makeDesk(180);
}, 60_000);

/** A workspace with tickets of every kind, many of them alike, so that ties are common. */
async function makeDesk(count: number) {
  const workspace = await makeWorkspace({ timeZone: "Europe/Berlin" });
  const workspaceId = workspace.id;
  const [team, otherTeam] = [await makeTeam(workspace), await makeTeam(workspace)];
  const inbox = await makeInbox(workspace);
  const manager = await makeMember(workspace, "manager");
  const agent = await makeMember(workspace, "agent", { teamIds: [team.id] });
  const loner = await makeMember(workspace, "agent");
  const customers = await Promise.all([1, 2, 3].map(() => makeCustomer(workspace)));
  const statuses = ["new", "open", "pending", "on_hold", "resolved", "closed"] as const;
  const base = Date.parse("2026-03-01T10:00:00Z");
  const rows = Array.from({ length: count }, (_, n) => {
    const status = statuses[n % 6]!;
    // Several tickets of one instant.
    const at = new Date(base + Math.floor(n / 4) * 3_600_000);
    const chatId = newId();
    return {
      chat: {
        workspaceId,
        id: chatId,
        kind: "support" as const,
        inboxId: n % 5 === 0 ? null : inbox.id,
        customerId: customers[n % 3]!.customer.id,
      },
      task: {
        workspaceId,
        id: newId(),
        number: n + 1,
        type: "ticket" as const,
        title: `Parcel ${n + 1}`,
        status,
        priority: (["low", "normal", "high", "urgent"] as const)[n % 4]!,
        source: "web_chat" as const,
        chatId,
        customerId: customers[n % 3]!.customer.id,
        assigneeUserId: [null, agent.user.id, manager.user.id, null, loner.user.id][n % 5]!,
        teamId: [null, team.id, otherTeam.id][n % 3]!,
        waitingSince: n % 7 < 3 ? at : null,
        snoozedUntil: n % 11 === 0 ? new Date("2099-01-01") : n % 11 === 1 ? new Date("2020-01-01") : null,
        resolvedAt: status === "resolved" || status === "closed" ? at : null,
        closedAt: status === "closed" ? at : null,
        lastActivityAt: at,
        createdAt: new Date(base + n * 1_800_000),
      },
    };
  });
  await systemDb()
    .insert(chats)
    .values(rows.map(({ chat }) => chat));
  await systemDb()
    .insert(tasks)
    .values(rows.map(({ task }) => task));
  await systemDb()
    .update(tasks)
    .set({ lastActivityAt: sql`${tasks.lastActivityAt} + ${tasks.number} % 3 * interval '1 microsecond'` })
    .where(eq(tasks.workspaceId, workspaceId));
  const tagId = newId();
  await systemDb().insert(tags).values({ workspaceId, id: tagId, name: "VIP", key: "vip", color: "blue" });
  const tagged = rows
    .filter((_, n) => n % 4 === 1)
    .map(({ task }) => ({ workspaceId, taskId: task.id, tagId }));
  await systemDb().insert(taskTags).values(tagged);
  return { workspace, team, otherTeam, inbox, manager, agent, loner, customers, tagId };
}

const place = (over: Partial<QueuePlace> = {}, filters: Partial<QueuePlace["filters"]> = {}): QueuePlace => ({
  ...standardPlace("all"),
  view: null,
  ...over,
  filters: { ...noFilters, ...filters },
});
const page = (caller: TestMember, at: QueuePlace, cursor?: string) =>
  read(listQueue, caller, { address: formatQueueAddress(at).toString(), cursor });

/** All pages of a list, one after the other. */
async function whole(caller: TestMember, at: QueuePlace, between?: () => Promise<void>) {
  const items: TicketListItem[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(caller, at, cursor);
    items.push(...answer.items);
    cursor = answer.nextCursor ?? undefined;
    if (cursor) await between?.();
  } while (cursor);
  return items;
}
const numbers = (items: readonly { number: number }[]) => items.map(({ number }) => number);

async function seenBy(caller: TestMember) {
  const items: TicketListItem[] = [];
  let cursor: string | undefined;
  do {
    const answer = await read(listTickets, caller, { view: "all", cursor });
    items.push(...answer.items);
    cursor = answer.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

describe("the list", () => {
  test("shows each role what it sees, filtered, grouped and sorted as browsers do it with live news", async () => {
    const { manager, agent, loner, team, inbox, customers, tagId } = desk;
    const callers = [manager, agent, loner];
    const seen = await Promise.all(callers.map(seenBy));
    expect(seen[0]).toHaveLength(180);
    expect(seen[1]!.length).toBeLessThan(180);
    const real = {
      assignee: [agent.user.id, manager.user.id],
      team: [team.id],
      tag: [tagId],
      inbox: [inbox.id],
      customer: [customers[0]!.customer.id],
    };
    const fields = ["assignee", "team", "tag", "inbox", "customer"] as const;
    /** Ids that somebody has, in the place of any. */
    const withReal = (filters: QueuePlace["filters"]) => ({
      ...filters,
      ...Object.fromEntries(
        fields.filter((field) => filters[field].length > 0).map((field) => [field, real[field]]),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant(noFilters), anyFilters),
        anySort,
        anyGroup,
        fc.nat(2),
        fc.boolean(),
        async (filters, sort, group, who, use) => {
          const at = place(
            { sort, group },
            { ...(use ? withReal(filters) : filters), q: "", mentions: null, fields: {} },
          );
          const viewer = { userId: callers[who]!.user.id, timeZone: "Europe/Berlin" };
          const rules = queueRules(at, viewer, () => []);
          const expected = seen[who]!.filter((ticket) => rules.has(ticket, Date.now()));
          const found = await whole(callers[who]!, at);
          // Browsers know times by the millisecond, so that ties are broken by id: compare what doesn't depend on it.
          expect(numbers(found).sort()).toEqual(numbers(expected).sort());
          for (const [n, ticket] of found.slice(1).entries()) {
            const before = found[n]!;
            const time =
              sort.key === "waiting" && before.waitingSince !== null ? "waitingSince" : "lastActivityAt";
            if (sort.key === "number" || before[time] !== ticket[time])
              expect(rules.compare(before, ticket)).toBeLessThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test("loses and doubles nothing while others change what is listed", async () => {
    const { manager, workspace } = desk;
    const at = place({}, { status: ["open", "pending", "resolved"] });
    const all = numbers(await whole(manager, at));
    expect(all.length).toBeGreaterThan(80);
    // What stands below the page moves above it, and what stands above leaves: pages by position would show one
    // ticket twice and another never.
    const [left, moved] = [all[5]!, all.at(-1)!];
    let pages = 1;
    const found = await whole(manager, at, async () => {
      pages += 1;
      const which = (number: number) => and(eq(tasks.workspaceId, workspace.id), eq(tasks.number, number));
      await systemDb().update(tasks).set({ lastActivityAt: new Date() }).where(which(moved));
      await systemDb().update(tasks).set({ snoozedUntil: null, status: "new" }).where(which(left));
    });
    expect(pages).toBeGreaterThan(1);
    expect(numbers(found)).toEqual(all.filter((number) => number !== moved));
  });

  test("refuses a cursor of another list by name, and a broken one", async () => {
    const { manager } = desk;
    const { nextCursor } = await page(manager, place());
    const refused = (problem: string) => ({
      code: "INVALID",
      details: { fields: [{ field: "cursor", problem }] },
    });
    await expect(page(manager, place({ group: "team" }), nextCursor!)).rejects.toMatchObject(
      refused("other_list"),
    );
    await expect(page(manager, place(), "bm9uc2Vuc2U")).rejects.toMatchObject(refused("invalid"));
    // Another kind of key in the place of the list's own.
    const forged = {
      ...JSON.parse(Buffer.from(nextCursor!, "base64url").toString()),
      key: "number",
      at: "1",
    };
    await expect(
      page(manager, place(), Buffer.from(JSON.stringify(forged)).toString("base64url")),
    ).rejects.toMatchObject(refused("invalid"));
    // Other columns are the same list.
    expect((await page(manager, place({ columns: ["subject"] }), nextCursor!)).items.length).toBeGreaterThan(
      0,
    );
  });

  test("names what it did not understand and goes on without it", async () => {
    const answer = await read(listQueue, desk.manager, {
      address: "columns=colour&status=lost&q=status%3Anone+parcel",
    });
    expect(answer.ignored).toEqual([
      { name: "status", value: "lost" },
      { name: "columns", value: "colour" },
      { name: "status", value: "none" },
    ]);
  });

  test("finds by words, number and operators", async () => {
    const { manager, agent, inbox, team } = desk;
    const found = async (q: string) => numbers(await whole(manager, place({}, { q })));
    expect(await found("#17")).toEqual([17]);
    expect((await found("parcel")).length).toBe(180);
    const name = agent.user.name.split(" ").at(-1)!;
    const [operators, filtered] = await Promise.all([
      found(
        `status:open,priority:x status:open assignee:${name} inbox:"${inbox.name}" team:"${team.name}" -word`,
      ),
      whole(
        manager,
        place({}, { status: ["open"], assignee: [agent.user.id], inbox: [inbox.id], team: [team.id] }),
      ),
    ]);
    expect(operators).toEqual(numbers(filtered));
    expect(filtered.length).toBeGreaterThan(0);
    expect(await found("is:waiting is:snoozed")).toEqual(
      numbers(await whole(manager, place({}, { waiting: "yes", snoozed: "yes" }))),
    );
    expect(await found("tag:vip")).toEqual(numbers(await whole(manager, place({}, { tag: [desk.tagId] }))));
    expect(await found("before:2026-03-02")).toEqual(
      numbers(await whole(manager, place({}, { updated: { from: null, to: "2026-03-01" } }))),
    );
  });

  test("shows tickets in which a message names whoever looks", async () => {
    const workspace = await makeWorkspace();
    const [one, other] = [await makeMember(workspace, "manager"), await makeMember(workspace, "manager")];
    const [named, silent] = [await makeTicket(workspace), await makeTicket(workspace)];
    const id = newId();
    await systemDb().insert(notifications).values({
      workspaceId: workspace.id,
      id,
      userId: one.user.id,
      kind: "mention",
      chatId: named.chatId,
      eventId: id,
    });
    const mentions = standardPlace("mentions");
    expect(numbers(await whole(one, mentions))).toEqual([named.number]);
    expect(numbers(await whole(other, mentions))).toEqual([]);
    expect(silent.number).not.toBe(named.number);
  });

  test("answers ids of another workspace as those that nobody has", async () => {
    const elsewhere = await makeDesk(6);
    const { manager } = desk;
    for (const filters of [
      { assignee: [elsewhere.agent.user.id] },
      { team: [elsewhere.team.id] },
      { inbox: [elsewhere.inbox.id] },
      { tag: [elsewhere.tagId] },
      { customer: [elsewhere.customers[0]!.customer.id] },
    ]) {
      const answer = await page(manager, place({}, filters));
      expect(answer).toMatchObject({ items: [], names: {} });
    }
    expect(await whole(elsewhere.manager, place())).toHaveLength(6);
  });
});

describe("saved views", () => {
  const view = (over: object = {}) => ({
    viewId: newId(),
    name: "Urgent",
    scope: "private" as const,
    address: "view=mine&priority=urgent&colour=red",
    ...over,
  });
  const names = async (caller: TestMember) =>
    (await read(listQueueViews, caller, {})).saved.map(({ name }) => name);

  test("of others are told of in the trail and the audit log, one's own in the trail alone", async () => {
    const { workspace, agent, manager, team } = await makeDesk(6);
    const own = await run(saveView, agent, view({ name: "Own" }));
    const kept = view({ name: "Team", scope: "team", teamId: team.id, address: "priority=urgent" });
    const shared = await run(saveView, agent, kept);
    await run(saveView, agent, kept);
    await run(changeView, manager, { viewId: shared.id, name: "Renamed" });
    await run(changeView, manager, { viewId: shared.id, name: "Renamed" });
    await run(arrangeViews, agent, { viewIds: [shared.id] });
    await run(deleteView, agent, { viewId: shared.id });
    await run(deleteView, agent, { viewId: own.id });
    const ours = eq(domainEvents.workspaceId, workspace.id);
    const told = await systemDb()
      .select({ name: domainEvents.name, subject: domainEvents.subjectId })
      .from(domainEvents)
      .where(and(ours, sql`${domainEvents.name} like 'queue_view.%'`));
    const of = (name: string, subject: string) =>
      told.filter((one) => one.name === name && one.subject === subject);
    expect(of("queue_view.changed", own.id)).toHaveLength(2);
    expect(of("queue_view.changed", shared.id)).toHaveLength(3);
    expect(of("queue_view.arranged", workspace.id)).toHaveLength(1);
    const logged = await systemDb()
      .select({ action: auditLog.action, before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.workspaceId, workspace.id), sql`${auditLog.action} like 'queue_view.%'`))
      .orderBy(auditLog.id);
    const facts = { scope: "team", teamId: team.id, address: "priority=urgent" };
    expect(logged).toEqual([
      { action: "queue_view.created", before: null, after: { name: "Team", ...facts } },
      {
        action: "queue_view.changed",
        before: { name: "Team", ...facts },
        after: { name: "Renamed", ...facts },
      },
      { action: "queue_view.deleted", before: { name: "Renamed", ...facts }, after: null },
    ]);
  });

  test("are seen and changed by those whom they are for", async () => {
    const { workspace, team, otherTeam, manager, agent, loner } = await makeDesk(6);
    const shared = { scope: "team" as const, teamId: team.id };
    await run(saveView, agent, view({ name: "Own" }));
    const ofTeam = await run(saveView, agent, view({ name: "Team", ...shared }));
    const ofAll = await run(saveView, manager, view({ name: "All", scope: "workspace" }));
    expect((await names(agent)).sort()).toEqual(["All", "Own", "Team"]);
    expect((await names(manager)).sort()).toEqual(["All", "Team"]);
    expect(await names(loner)).toEqual(["All"]);
    await expect(run(saveView, agent, view({ scope: "workspace" }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(run(saveView, agent, view({ scope: "team", teamId: otherTeam.id }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(run(deleteView, agent, { viewId: ofAll.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(run(deleteView, loner, { viewId: ofTeam.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await run(changeView, manager, { viewId: ofTeam.id, name: "Team, renamed" });
    expect(await names(agent)).toContain("Team, renamed");
    expect(await systemDb().$count(savedViews, eq(savedViews.workspaceId, workspace.id))).toBe(3);
  });

  test("keep all that makes sense of a place, count it, and come back where they stood", async () => {
    const { agent } = await makeDesk(60);
    const [first, second] = [
      await run(saveView, agent, view({ name: "First" })),
      await run(saveView, agent, view({ name: "Second", address: "status=resolved" })),
    ];
    expect(new URLSearchParams(first.address).get("assignee")).toBe("me");
    expect(first.address).not.toContain("colour");
    const { counts } = await read(listQueueViews, agent, {});
    const held = await whole(agent, place({}, { status: ["resolved"] }));
    expect(counts[second.id]).toBe(held.length);
    await run(arrangeViews, agent, { viewIds: [second.id, first.id] });
    expect(await names(agent)).toEqual(["Second", "First"]);
    const { position, address } = (await read(listQueueViews, agent, {})).saved[0]!;
    await run(deleteView, agent, { viewId: second.id });
    await run(deleteView, agent, { viewId: second.id }).catch(({ code }) => expect(code).toBe("NOT_FOUND"));
    await run(saveView, agent, view({ viewId: second.id, name: "Second", address, position }));
    expect(await names(agent)).toEqual(["Second", "First"]);
    // Twice is once.
    await run(saveView, agent, view({ viewId: second.id, name: "Other" }));
    expect(await names(agent)).toEqual(["Second", "First"]);
    expect(await systemDb().$count(savedViews, inArray(savedViews.id, [first.id, second.id]))).toBe(2);
  });

  test("are limited in number and name what is missing", async () => {
    const { agent, manager, team } = await makeDesk(6);
    await expect(run(saveView, agent, view({ name: " " }))).rejects.toMatchObject({
      details: { fields: [{ field: "name" }] },
    });
    await expect(run(saveView, manager, view({ scope: "team" }))).rejects.toMatchObject({
      details: { fields: [{ field: "teamId", problem: "required" }] },
    });
    await expect(run(saveView, manager, view({ scope: "team", teamId: newId() }))).rejects.toMatchObject({
      details: { fields: [{ field: "teamId", problem: "unknown_team" }] },
    });
    await expect(run(saveView, manager, view({ teamId: team.id }))).rejects.toMatchObject({
      code: "INVALID",
    });
    for (let n = 0; n < 50; n++) await run(saveView, agent, view());
    await expect(run(saveView, agent, view())).rejects.toMatchObject({
      code: "CONFLICT",
      details: { reason: "too_many_views" },
    });
  });
});
