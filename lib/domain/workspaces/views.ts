import type { Role, themes } from "@/db/schema";
import type { Permission } from "@/lib/auth/permissions";
import type { AssignmentMode } from "@/lib/domain/tasks/assignment-rules";

export type WorkspaceLink = { slug: string; name: string };
export type MyWorkspace = WorkspaceLink & { role: Role; members: number; archived: boolean };

/** What the frame around every page of members shows. */
export type WorkspaceShell = {
  workspace: WorkspaceLink & { id: string; timeZone: string };
  user: { id: string; name: string; email: string; avatar: string | null };
  theme: (typeof themes)[number];
  shortcuts: { enabled: boolean; keys?: Record<string, string> };
  role: Role;
  permissions: Permission[];
  available: boolean;
  workspaces: WorkspaceLink[];
  unreadNotifications: number;
  /** Direct and group chats with something unread. */
  unreadChats: string[];
};

export type Member = {
  id: string;
  name: string;
  /** Only for those who manage members, and one's own. */
  email: string | null;
  avatar: string | null;
  role: Role;
  available: boolean;
  /** What automatic assignment goes by; only for those who manage teams. */
  assignment: {
    /** Tickets that need this member now. */
    inHand: number;
    /** Their own figure, and the workspace's, which holds without one. */
    capacity: { own: number | null; usual: number };
  } | null;
  teams: { id: string; name: string }[];
  /** Tickets that go back to the queue when this member is removed. */
  openTickets: number;
  joinedAt: string;
  isSelf: boolean;
  /** Whether the viewer may change this member's role, availability, or remove them. */
  manageable: boolean;
};

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  teams: string[];
  invitedBy: string;
  expiresAt: string;
  expired: boolean;
  manageable: boolean;
};

export type Team = {
  id: string;
  name: string;
  assignmentMode: AssignmentMode;
  members: { id: string; name: string; avatar: string | null }[];
  openTickets: number;
  inboxes: string[];
};

export type Inbox = {
  id: string;
  name: string;
  publicKey: string;
  greeting: string;
  allowedOrigins: string[];
  requireIdentity: boolean;
  team: { id: string; name: string } | null;
};

export type WorkspaceSettings = WorkspaceLink & {
  timeZone: string;
  agentsSeeAllTickets: boolean;
  assignmentCapacity: number;
};

/** What happens to tickets by themselves. */
export type TicketRules = {
  closeResolvedAfterDays: number;
  archiveInactiveAfterDays: number;
  closeWarningDays: number;
  /** Empty: the usual words. */
  closeWarningText: string;
  inboxes: { id: string; name: string; warnsBeforeClosing: boolean }[];
};

export type SsoMapping = { id: string; claimValue: string; role: Role };

export type AuditLine = {
  id: string;
  at: string;
  action: string;
  actor: { kind: string; name: string | null };
  subject: { type: string | null; id: string | null; name: string | null };
  before: unknown;
  after: unknown;
  ip: string | null;
};

/** What an empty workspace still lacks. */
export type FirstRunChecklist = {
  /** The chat page to share, of the first inbox. */
  chatKey: string | null;
  steps: { step: "share_chat" | "invite" | "team" | "first_ticket"; done: boolean }[];
};

/** What the holder of an invitation's link sees. */
export type InvitationPreview = {
  state: "open" | "accepted" | "expired" | "revoked";
  workspace: WorkspaceLink;
  invitedBy: string;
  email: string;
  role: Role;
  /** Whether somebody has an account with this address, so that signing in is the way. */
  hasAccount: boolean;
  /** The address of whoever is signed in at the moment. */
  signedInAs: string | null;
};
