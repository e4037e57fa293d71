import { beforeAll, describe, expect, test } from "vitest";
import { systemDb } from "@/db/client";
import { invitations, ssoRoleMappings } from "@/db/schema";
import { makeInbox, makeMember, makeTeam, makeWorkspace, useTestDatabase } from "@/db/testing/factories";
import { hashToken, newToken } from "@/lib/auth/tokens";
import { type Command, run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { archiveInbox } from "./commands/archive-inbox";
import { changeRole } from "./commands/change-role";
import { createInbox } from "./commands/create-inbox";
import { createTeam } from "./commands/create-team";
import { deleteSsoMapping } from "./commands/delete-sso-mapping";
import { deleteTeam } from "./commands/delete-team";
import { inviteMember } from "./commands/invite-member";
import { removeMember } from "./commands/remove-member";
import { renameTeam } from "./commands/rename-team";
import { resendInvitation } from "./commands/resend-invitation";
import { revokeInvitation } from "./commands/revoke-invitation";
import { setAssignmentMode } from "./commands/set-assignment-mode";
import { setAvailability } from "./commands/set-availability";
import { setCapacity } from "./commands/set-capacity";
import { setTeamMembers } from "./commands/set-team-members";
import { updateInbox } from "./commands/update-inbox";

useTestDatabase();

type World = Awaited<ReturnType<typeof makeWorld>>;
async function makeWorld() {
  const workspace = await makeWorkspace();
  const admin = await makeMember(workspace, "admin");
  const agent = await makeMember(workspace, "agent");
  const [team, inbox] = await Promise.all([makeTeam(workspace), makeInbox(workspace)]);
  const [invitationId, mappingId] = [newId(), newId()];
  await systemDb()
    .insert(invitations)
    .values({
      workspaceId: workspace.id,
      id: invitationId,
      email: "somebody@example.com",
      role: "agent",
      tokenHash: hashToken(newToken()),
      invitedByUserId: admin.user.id,
      expiresAt: new Date(Date.now() + 60_000),
    });
  await systemDb()
    .insert(ssoRoleMappings)
    .values({ workspaceId: workspace.id, id: mappingId, claimValue: "staff", role: "agent" });
  const ids = { userId: agent.user.id, teamId: team.id, inboxId: inbox.id, invitationId, mappingId };
  return { admin, ids };
}

type Ids = World["ids"];
// biome-ignore lint/suspicious/noExplicitAny: a list of commands of every input
const cases: [string, Command<any, any>, (foreign: Ids, own: Ids) => Record<string, unknown>][] = [
  ["change the role of", changeRole, ({ userId }) => ({ userId, role: "user" })],
  ["remove", removeMember, ({ userId }) => ({ userId })],
  ["set the availability of", setAvailability, ({ userId }) => ({ userId, available: false })],
  ["set the capacity of", setCapacity, ({ userId }) => ({ userId, capacity: 3 })],
  ["hand out the tickets of", setAssignmentMode, ({ teamId }) => ({ teamId, assignmentMode: "round_robin" })],
  ["rename a team", renameTeam, ({ teamId }) => ({ teamId, name: "Mine now" })],
  ["delete a team", deleteTeam, ({ teamId }) => ({ teamId })],
  ["fill a team", setTeamMembers, ({ teamId }, own) => ({ teamId, userIds: [own.userId] })],
  ["put into an own team", setTeamMembers, ({ userId }, own) => ({ teamId: own.teamId, userIds: [userId] })],
  ["found a team with", createTeam, ({ userId }) => ({ name: "New", userIds: [userId] })],
  [
    "invite into a team",
    inviteMember,
    ({ teamId }) => ({ email: "a@example.com", role: "agent", teamIds: [teamId] }),
  ],
  ["resend an invitation", resendInvitation, ({ invitationId }) => ({ invitationId })],
  ["revoke an invitation", revokeInvitation, ({ invitationId }) => ({ invitationId })],
  ["change an inbox", updateInbox, ({ inboxId }) => ({ inboxId, name: "Mine now" })],
  ["archive an inbox", archiveInbox, ({ inboxId }) => ({ inboxId })],
  ["give an own inbox a team", updateInbox, ({ teamId }, own) => ({ inboxId: own.inboxId, teamId })],
  ["make an inbox for a team", createInbox, ({ teamId }) => ({ name: "New", teamId })],
  ["delete a mapping", deleteSsoMapping, ({ mappingId }) => ({ mappingId })],
];

describe("what belongs to another workspace answers like what does not exist", () => {
  let ours: World;
  let theirs: World;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([makeWorld(), makeWorld()]);
  });
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => "no refusal",
      ({ code, details }) => JSON.stringify({ code, details }),
    );

  test.each(cases)("%s", async (_, operation, input) => {
    const unknown = Object.fromEntries(Object.keys(ours.ids).map((key) => [key, newId()])) as Ids;
    const ofAnotherKind = Object.fromEntries(
      Object.keys(ours.ids).map((key) => [key, key === "inboxId" ? ours.ids.teamId : ours.ids.inboxId]),
    ) as Ids;
    const answers = await Promise.all(
      [theirs.ids, unknown, ofAnotherKind].map((ids) =>
        refusal(run(operation, ours.admin, input(ids, ours.ids))),
      ),
    );
    expect(answers).toEqual(Array(3).fill(JSON.stringify({ code: "NOT_FOUND", details: {} })));
  });
});
