import { beforeAll, beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { useServices } from "@/lib/outbox/testing/services";
import { channelName } from "@/lib/realtime/channel-names";
import { assignTask } from "./commands/assign-task";
import { signalOwnTyping, signalTyping } from "./commands/signal-typing";

useTestDatabase();
const { realtime } = useServices();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

/** What browsers hear of it. */
async function told(deed: () => Promise<unknown>) {
  realtime.taken.length = 0;
  await deed();
  return realtime.taken.map(({ channel, name, data }) => ({ channel, name, data: JSON.parse(data) }));
}
const here = () => ({ workspaceId: world.workspace.id, epoch: 1 });
const members = (membersEpoch: number) => channelName.chat(here(), { id: ticket.chatId!, membersEpoch });
const customerTypes = (typing = true) =>
  told(() => run(signalOwnTyping, ticket.customer, { chatId: ticket.chatId!, typing }));

test("that the customer types is told to members alone, under the name that only those know who see the ticket now", async () => {
  const name = "customer.typing";
  expect(await customerTypes()).toEqual([{ channel: members(1), name, data: { typing: true } }]);
  expect(await customerTypes(false)).toEqual([{ channel: members(1), name, data: { typing: false } }]);
  await run(assignTask, world.manager, { taskId: ticket.id, teamId: world.otherTeam.id });
  expect(await customerTypes()).toEqual([{ channel: members(2), name, data: { typing: true } }]);
});

test("a member who asked for support counts as the customer there", async () => {
  ticket = await makeTicket(world.workspace, { member: world.user });
  const heard = await told(() => run(signalOwnTyping, world.user, { chatId: ticket.chatId! }));
  expect(heard).toMatchObject([{ channel: members(1), name: "customer.typing" }]);
});

test("that a member types is told to the customer by name alone", async () => {
  const channel = channelName.customerChat(here(), ticket.chatId!);
  const heard = await told(() => run(signalTyping, world.agent, { chatId: ticket.chatId! }));
  expect(heard).toEqual([{ channel, name: "member.typing", data: { name: world.agent.user.name } }]);
});

test("in a chat of members nothing is told by the server", async () => {
  const { groupId: chatId } = world;
  for (const work of [
    run(signalTyping, world.agent, { chatId }),
    run(signalOwnTyping, world.user, { chatId }),
  ])
    expect(await work.catch((error) => error instanceof AppError && error.code)).toBe("NOT_FOUND");
});
