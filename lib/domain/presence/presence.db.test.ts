import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { presence, workspaces } from "@/db/schema";
import {
  makeCustomer,
  makeMember,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { useServices } from "@/lib/outbox/testing/services";
import { channelName } from "@/lib/realtime/channel-names";
import { customerHeartbeat, memberHeartbeat } from "./commands/heartbeat";
import { listPresent } from "./queries/list-present";
import { tellPresence } from "./tell-presence";

useTestDatabase();
const { realtime } = useServices();
let workspace: TestWorkspace;
let ana: TestMember;
let bo: TestMember;

beforeEach(async () => {
  workspace = await makeWorkspace();
  ana = await makeMember(workspace);
  bo = await makeMember(workspace, "user");
});

const beat = (who: TestMember, tabId: string, state: "online" | "away" | "gone") =>
  run(memberHeartbeat, who, { tabId, chatId: null, state });
/** As if nothing had been heard from this tab since. */
const silence = (tabId: string, seconds: number) =>
  systemDb()
    .update(presence)
    .set({ seenAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(presence.tabId, tabId));

/** What browsers of the workspace are told by the next round. */
async function told() {
  realtime.taken.length = 0;
  await tellPresence();
  const channel = channelName.people({ workspaceId: workspace.id, epoch: 1 });
  const names = new Map([
    [ana.user.id, "ana"],
    [bo.user.id, "bo"],
  ]);
  return realtime.taken
    .filter((event) => event.channel === channel)
    .flatMap(({ data }) =>
      Object.entries(JSON.parse(data) as Record<string, string[]>).flatMap(([state, ids]) =>
        ids.map((id) => `${names.get(id)} ${state}`),
      ),
    )
    .sort();
}

test("who comes, goes away and leaves is told once each, and nothing else is", async () => {
  const [tab, other] = [newId(), newId()];
  await beat(ana, tab, "online");
  await beat(bo, other, "away");
  expect(await told()).toEqual(["ana online", "bo away"]);
  await beat(ana, tab, "online");
  expect(await told()).toEqual([]);
  await beat(ana, tab, "away");
  await beat(bo, other, "online");
  expect(await told()).toEqual(["ana away", "bo online"]);
  await silence(tab, 76);
  expect(await told()).toEqual(["ana offline"]);
  expect(await told()).toEqual([]);
});

test("whoever walks through a hundred conversations in a minute goes on being seen", async () => {
  const tab = newId();
  for (let opened = 0; opened < 100; opened++) await beat(ana, tab, "online");
  expect(await told()).toEqual(["ana online"]);
});

test("with several tabs one is what the liveliest of them says", async () => {
  const [front, back] = [newId(), newId()];
  await beat(ana, back, "away");
  await beat(ana, front, "online");
  expect(await told()).toEqual(["ana online"]);
  await silence(front, 76);
  expect(await told()).toEqual(["ana away"]);
  await silence(back, 76);
  expect(await told()).toEqual(["ana offline"]);
});

test("who only reloads never went away; who closes the page is gone within seconds", async () => {
  const [before, after] = [newId(), newId()];
  await beat(ana, before, "online");
  await told();
  await beat(ana, before, "gone");
  expect(await told()).toEqual([]);
  await beat(ana, after, "online");
  await silence(before, 76);
  expect(await told()).toEqual([]);
  await beat(ana, after, "gone");
  const [row] = await systemDb()
    .select({ age: sql<number>`extract(epoch from now() - ${presence.seenAt})::float` })
    .from(presence)
    .where(eq(presence.tabId, after));
  expect(row!.age).toBeGreaterThan(70);
});

test("of several processes that look at once one tells", async () => {
  await beat(ana, newId(), "online");
  realtime.taken.length = 0;
  await Promise.all([tellPresence(), tellPresence(), tellPresence()]);
  expect(realtime.taken.filter(({ data }) => data.includes(ana.user.id))).toHaveLength(1);
});

test("a change goes to its own workspace, under its present name, and is no customer's", async () => {
  await systemDb().update(workspaces).set({ accessEpoch: 5 }).where(eq(workspaces.id, workspace.id));
  const customer = await makeCustomer(workspace);
  await beat(ana, newId(), "online");
  await run(customerHeartbeat, customer, { tabId: newId(), chatId: null, state: "online" });
  realtime.taken.length = 0;
  await tellPresence();
  const channel = channelName.people({ workspaceId: workspace.id, epoch: 5 });
  expect(realtime.taken).toEqual([
    {
      channel,
      name: "presence.changed",
      data: JSON.stringify({ online: [ana.user.id], away: [], offline: [] }),
    },
  ]);
});

test("whoever asks is told who is here at this moment", async () => {
  const tab = newId();
  await beat(ana, tab, "online");
  await beat(bo, newId(), "away");
  expect(await read(listPresent, bo, {})).toEqual({ online: [ana.user.id], away: [bo.user.id] });
  await silence(tab, 76);
  expect(await read(listPresent, bo, {})).toEqual({ online: [], away: [bo.user.id] });
});
