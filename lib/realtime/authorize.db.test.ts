import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { chats, workspaces } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeWorld, type World } from "@/db/testing/world";
import { contextFor, noEffects } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { inWorkspace } from "@/lib/core/transaction";
import { mayJoin } from "./authorize";
import { channelName } from "./channel-names";

useTestDatabase();

/** All past their first epoch: members' channels carry the workspace's, those of a chat also its own, customers' theirs. */
const [epoch, membersEpoch, chatEpoch] = [7, 4, 3];
let ours: World;
let theirs: World;
beforeAll(async () => {
  [ours, theirs] = [await makeWorld(), await makeWorld()];
  for (const { workspace } of [ours, theirs]) {
    await systemDb().update(workspaces).set({ accessEpoch: epoch }).where(eq(workspaces.id, workspace.id));
    await systemDb()
      .update(chats)
      .set({ accessEpoch: chatEpoch, membersEpoch })
      .where(eq(chats.workspaceId, workspace.id));
  }
});

type Name = (world: World, at: { workspaceId: string; epoch: number }) => string;
const members = ({ chatId }: { chatId: string | null }) => ({ id: chatId!, membersEpoch });
const group = ({ groupId }: World) => ({ id: groupId, membersEpoch });
const chat: Name = ({ ticket }, at) => channelName.chat(at, members(ticket));
const viewers: Name = ({ ticket }, at) => channelName.viewers(at, members(ticket));
const customerChat: Name = ({ ticket }, at) => channelName.customerChat(at, ticket.chatId!);
const requested: Name = ({ requested }, at) => channelName.customerChat(at, requested.chatId!);

/** admin, manager, agent of the ticket's team, agent of no team, user, its customer, another customer, visitor */
const rows: [kind: string, expected: string, name: Name, epoch: number][] = [
  ["chat", "+++-----", chat, epoch],
  ["viewers", "+++-----", viewers, epoch],
  [
    "chat of a ticket that a user asked for",
    "+++-----",
    ({ requested }, at) => channelName.chat(at, members(requested)),
    epoch,
  ],
  [
    "chat of another team's ticket",
    "++------",
    ({ hidden }, at) => channelName.chat(at, members(hidden)),
    epoch,
  ],
  ["chat of a group", "--+-+---", (world, at) => channelName.chat(at, group(world)), epoch],
  ["viewers of a group", "--+-+---", (world, at) => channelName.viewers(at, group(world)), epoch],
  ["customerChat", "-----+--", customerChat, chatEpoch],
  [
    "customerChat of another customer",
    "------+-",
    ({ hidden }, at) => channelName.customerChat(at, hidden.chatId!),
    chatEpoch,
  ],
  ["customerChat of a user", "----+---", requested, chatEpoch],
  ["queue of all", "++------", (_, at) => channelName.queue(at, { kind: "all" }), epoch],
  ["queue of unassigned", "--++----", (_, at) => channelName.queue(at, { kind: "unassigned" }), epoch],
  [
    "queue of the team",
    "--+-----",
    ({ team }, at) => channelName.queue(at, { kind: "team", teamId: team.id }),
    epoch,
  ],
  [
    "queue of another team",
    "--------",
    ({ otherTeam }, at) => channelName.queue(at, { kind: "team", teamId: otherTeam.id }),
    epoch,
  ],
  ["people", "+++++---", (_, at) => channelName.people(at), epoch],
  ["user, the agent", "--+-----", ({ agent }, at) => channelName.user(at, agent.user.id), epoch],
  ["user, the user", "----+---", ({ user }, at) => channelName.user(at, user.user.id), epoch],
  [
    "user, by a customer's id",
    "--------",
    ({ customer }, at) => channelName.user(at, customer.customer.id),
    epoch,
  ],
];

async function joiners(channel: string): Promise<string> {
  const { admin, manager, agent, outsider, user, customer, otherCustomer, visitor } = ours;
  const people = [admin, manager, agent, outsider, user, customer, otherCustomer, visitor];
  const answers = await Promise.all(
    people.map((caller) =>
      inWorkspace("requests", caller.workspaceId, (tx) =>
        mayJoin(contextFor(caller, tx, noEffects()), channel),
      ),
    ),
  );
  return answers.map((may) => (may ? "+" : "-")).join("");
}

describe("who may join", () => {
  const nobody = "--------";
  test.each(rows)("%s: %s", async (_, expected, name, present) => {
    const at = (over: object) => ({ workspaceId: ours.workspace.id, epoch: present, ...over });
    expect(await joiners(name(ours, at({})))).toBe(expected);
    // Names of before, and of after that nobody was told of.
    for (const other of [present - 1, present + 1, 1])
      expect(await joiners(name(ours, at({ epoch: other })))).toBe(nobody);
    const foreign = at({ workspaceId: theirs.workspace.id });
    expect(await joiners(name(theirs, foreign))).toBe(nobody);
    expect(await joiners(name(ours, foreign))).toBe(nobody);
    if (!/^queue of (all|unassigned)|^people/.test(_))
      expect(await joiners(name(theirs, at({})))).toBe(nobody);
  });

  test("nobody: names that are none of ours", async () => {
    const at = { workspaceId: ours.workspace.id, epoch };
    const good = channelName.chat(at, members(ours.ticket));
    const names = [
      "",
      "chat",
      good.replace("private-", ""),
      good.replace("private-", "presence-"),
      good.replace("private-", "private-encrypted-"),
      good.replace("private-", "private-cache-"),
      channelName.viewers(at, members(ours.ticket)).replace("presence-", "private-"),
      good.replace("chat", "CHAT"),
      good.replace("chat", "constructor"),
      good.replace("chat", "__proto__"),
      `${good} `,
      `${good}\n`,
      `${good}.1`,
      `${good}-1`,
      good.replace(/\.7-4$/, ""),
      good.replace(/-4$/, ""),
      good.replace(/-4$/, "-04"),
      good.replace(/-4$/, "-4e0"),
      good.replace(/\.7-4$/, ".07-4"),
      good.replace(/\.7-4$/, ".7e0-4"),
      `${channelName.user(at, ours.agent.user.id)}-4`,
      good.replace(ours.ticket.chatId!, "all"),
      good.replace(ours.ticket.chatId!, newId()),
      good.replace(ours.ticket.chatId!, ours.ticket.id),
      good.replace(ours.workspace.id, ours.workspace.id.toUpperCase()),
      channelName.queue(at, { kind: "team", teamId: "everything" }),
    ];
    for (const name of names) expect({ name, may: await joiners(name) }).toEqual({ name, may: nobody });
  });

  test.each(["chat", "viewers"] as const)("nobody: %s under another epoch of the chat", async (kind) => {
    const at = { workspaceId: ours.workspace.id, epoch };
    const { id } = members(ours.ticket);
    for (const other of [1, membersEpoch - 1, membersEpoch + 1])
      expect(await joiners(channelName[kind](at, { id, membersEpoch: other }))).toBe(nobody);
  });

  test("not a member who was removed, not even under the present name", async () => {
    const { former } = ours;
    const name = channelName.chat({ workspaceId: ours.workspace.id, epoch }, members(ours.ticket));
    const ask = inWorkspace("requests", ours.workspace.id, (tx) =>
      mayJoin(contextFor(former, tx, noEffects()), name),
    );
    expect(await ask).toBe(false);
  });
});
