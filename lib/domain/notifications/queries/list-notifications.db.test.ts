import { expect, test } from "vitest";
import { makeMember, makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { renameTask } from "@/lib/domain/tasks/commands/rename-task";
import { listNotifications } from "./list-notifications";

useTestDatabase();

test("a notification says nothing more of a ticket that went to another team", async () => {
  const workspace = await makeWorkspace();
  const team = await makeTeam(workspace);
  const manager = await makeMember(workspace, "manager");
  const agent = await makeMember(workspace, "agent");
  const { id: ticketId, number: taskNumber } = await makeTicket(workspace, {});
  await run(assignTask, manager, { taskId: ticketId, assigneeUserId: agent.user.id });
  expect(await read(listNotifications, agent, {})).toMatchObject({
    unread: 1,
    items: [{ kind: "assigned", taskNumber, by: manager.user.name }],
  });

  await run(assignTask, manager, { taskId: ticketId, assigneeUserId: null, teamId: team.id });
  await run(renameTask, manager, { taskId: ticketId, title: "For their eyes only" });
  expect(await read(listNotifications, agent, {})).toMatchObject({
    unread: 1,
    items: [{ kind: "assigned", chat: null, taskNumber: null, by: null }],
  });
});
