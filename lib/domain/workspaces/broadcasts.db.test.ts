import { afterEach, expect, test, vi } from "vitest";
import { useTestDatabase } from "@/db/testing/factories";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { pusher } from "@/lib/realtime/server";
import { endConnections, teamBroadcasts } from "./broadcasts";

useTestDatabase();
afterEach(() => vi.restoreAllMocks());

const event = (name: string, userId: string): StoredEvent => ({
  id: newId(),
  workspaceId: newId(),
  name,
  payload: { userId },
  subjectId: userId,
  actorKind: "member",
  actorId: null,
  requestId: null,
  createdAt: new Date(),
});

const refusing = (status: number) =>
  vi
    .spyOn(pusher(), "terminateUserConnections")
    .mockRejectedValue(Object.assign(new Error("refused"), { status }));

test("connections of who was removed, got another role or lost a session are ended, nobody else's", async () => {
  const end = vi.spyOn(pusher(), "terminateUserConnections").mockResolvedValue({} as never);
  const [removed, changed, revoked] = [newId(), newId(), newId()];
  await endConnections([
    event("member.removed", removed),
    event("member.role_changed", changed),
    event("member.sessions_ended", revoked),
    event("member.sessions_ended", revoked),
    event("member.joined", newId()),
    event("member.availability_changed", newId()),
  ]);
  expect(end.mock.calls.flat().sort()).toEqual([removed, changed, revoked].sort());
});

test("an engine that can't end connections is no failure; one that is away is, so that it is tried again", async () => {
  refusing(404);
  await endConnections([event("member.removed", newId())]);
  refusing(503);
  await expect(endConnections([event("member.removed", newId())])).rejects.toThrow("refused");
});

test("members hear who takes new tickets, and once of a round that teams or members have changed", () => {
  const userId = newId();
  const told = (...events: StoredEvent[]) =>
    teamBroadcasts(events, { workspaceId: newId(), epoch: 1 }).map(({ name, data }) => [
      name,
      JSON.parse(data),
    ]);
  const away = event("member.availability_changed", userId);
  away.payload = { userId, before: true, after: false };
  expect(told(away)).toEqual([["availability.changed", { userId, available: false }]]);
  expect(told(event("team.changed", userId), event("member.capacity_changed", userId))).toEqual([
    ["teams.changed", {}],
  ]);
  expect(told(event("message.posted", userId))).toEqual([]);
});
