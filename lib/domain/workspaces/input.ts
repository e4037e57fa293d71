import { z } from "zod";
import { assignmentModes, roles } from "@/db/schema";
import { anyId, emailAddress, line, text } from "@/lib/core/input";
import { isTimeZone } from "@/lib/i18n/locale";
import { longestWarning, mostInHand, mostWarningDays } from "./limits";
import { originFrom } from "./origin";
import { isSlug } from "./slug";

const problem = (name: string) => ({ params: { problem: name } });

export const role = z.enum(roles);
const assignmentMode = z.enum(assignmentModes);
const workspaceName = line(80);
export const timeZone = z.string().refine(isTimeZone, problem("time_zone"));
const slug = z.string().trim().toLowerCase().refine(isSlug, problem("slug"));
const days = z.int().min(1).max(365);
const capacity = z.int().min(1).max(mostInHand);
const ids = (most: number) =>
  z
    .array(anyId)
    .max(most)
    .transform((list) => [...new Set(list)]);

export const createWorkspaceInput = z.object({
  name: workspaceName,
  /** Made from the name when left out. */
  slug: slug.optional(),
  timeZone: timeZone.default("UTC"),
});

export const updateWorkspaceInput = z.object({
  name: workspaceName.optional(),
  timeZone: timeZone.optional(),
  agentsSeeAllTickets: z.boolean().optional(),
  assignmentCapacity: capacity.optional(),
});

export const ticketRulesInput = z.object({
  closeResolvedAfterDays: days.optional(),
  archiveInactiveAfterDays: days.optional(),
  closeWarningDays: z.int().min(1).max(mostWarningDays).optional(),
  closeWarningText: text(longestWarning).optional(),
  /** The inboxes whose customers are warned; all others' are not. */
  warningInboxIds: ids(500).optional(),
});

export const inviteInput = z.object({ email: emailAddress, role, teamIds: ids(50).default([]) });
export const invitationToken = z.string().regex(/^[\w-]{20,100}$/);

const teamName = line(60);
export const createTeamInput = z.object({
  name: teamName,
  userIds: ids(500).default([]),
  assignmentMode: assignmentMode.default("by_hand"),
});
export const renameTeamInput = z.object({ teamId: anyId, name: teamName });
export const assignmentModeInput = z.object({ teamId: anyId, assignmentMode });
export const capacityInput = z.object({ userId: anyId, capacity: capacity.nullable() });
export const teamMembersInput = z.object({ teamId: anyId, userIds: ids(500) });

const publicKey = z
  .string()
  .trim()
  .toLowerCase()
  .refine((key) => /^[a-z0-9][a-z0-9-]{2,62}$/.test(key), problem("inbox_key"));
const site = z
  .string()
  .max(300)
  .transform((typed, ctx) => {
    const origin = originFrom(typed);
    if (origin !== null) return origin;
    ctx.addIssue({ code: "custom", ...problem("origin") });
    return z.NEVER;
  });
const inboxFields = z.object({
  name: line(80),
  /** The last part of the chat page's address. */
  publicKey,
  greeting: text(500),
  allowedOrigins: z
    .array(site)
    .max(50)
    .transform((list) => [...new Set(list)]),
  requireIdentity: z.boolean(),
  teamId: anyId.nullable(),
});
export const createInboxInput = inboxFields.partial().required({ name: true });
export const updateInboxInput = inboxFields.partial().extend({ inboxId: anyId });

export const ssoMappingInput = z.object({ claimValue: line(200), role });

export const auditFilter = z.object({
  /** A part of the action's name, such as `member.` or `invited`. */
  action: z.string().trim().max(60).default(""),
  /** The last line of the page before. */
  after: anyId.optional(),
});
