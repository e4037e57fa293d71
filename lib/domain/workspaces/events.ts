import { z } from "zod";
import { roles } from "@/db/schema";
import { defineEvent } from "@/lib/core/events";

const id = z.string();
const role = z.object({ role: z.enum(roles) });
const change = <S extends z.ZodType>(schema: S) => ({ before: schema, after: schema });
const existence = <S extends z.ZodType>(schema: S) => change(schema.nullable());

export const memberJoined = defineEvent("member.joined", z.object({ userId: id, after: role }));

export const memberRoleChanged = defineEvent(
  "member.role_changed",
  z.object({ userId: id, ...change(role) }),
);

/** `left`: by their own choice. */
export const memberRemoved = defineEvent(
  "member.removed",
  z.object({ userId: id, before: role, left: z.boolean() }),
);

/** Somebody's sessions were revoked: what those browsers still have open must fall silent. */
export const memberSessionsEnded = defineEvent("member.sessions_ended", z.object({ userId: id }));

export const memberAvailabilityChanged = defineEvent(
  "member.availability_changed",
  z.object({ userId: id, ...change(z.boolean()) }),
);

/** How many tickets somebody may be given automatically; null: as many as the workspace says. */
export const memberCapacityChanged = defineEvent(
  "member.capacity_changed",
  z.object({ userId: id, ...change(z.number().nullable()) }),
);

/** Null before: created; null after: deleted. */
export const teamChanged = defineEvent(
  "team.changed",
  z.object({ teamId: id, ...existence(z.object({ userIds: z.array(id) })) }),
);

const settings = z.object({
  timeZone: z.string(),
  agentsSeeAllTickets: z.boolean(),
  closeResolvedAfterDays: z.number(),
  archiveInactiveAfterDays: z.number(),
  /** Missing in what was stored by earlier versions. */
  closeWarningDays: z.number().optional(),
  archived: z.boolean(),
});
export const workspaceUpdated = defineEvent("workspace.updated", z.object(change(settings)));

/** Null before: created; null after: archived. */
export const inboxChanged = defineEvent(
  "inbox.changed",
  z.object({
    inboxId: id,
    ...existence(
      z.object({
        teamId: id.nullable(),
        requireIdentity: z.boolean(),
        warnsBeforeClosing: z.boolean().optional(),
      }),
    ),
  }),
);
