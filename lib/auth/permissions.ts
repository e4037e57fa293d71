import type { Role } from "@/db/schema";

/**
 * Who may do what: the one table that pages, actions, REST, realtime channels, search, counters and chat
 * commands ask. A missing answer is a refusal. Which rows somebody may see is decided by the module's policy.
 */
const table = {
  "workspace:read": ["admin", "manager", "agent", "user"],
  "workspace:manage": ["admin"],
  "workspace:audit": ["admin"],
  "member:list": ["admin", "manager", "agent", "user"],
  "member:manage": ["admin", "manager"],
  "team:manage": ["admin", "manager"],
  "inbox:manage": ["admin", "manager"],
  /** When tickets close by themselves, and what their customers hear of it. */
  "ticket-rules:manage": ["admin", "manager"],
  "ticket:handle": ["admin", "manager", "agent"],
  "ticket:see-all": ["admin", "manager"],
  /** Views of the queue for all who handle tickets, and for teams that one is not in. */
  "queue-view:share": ["admin", "manager"],
  "ticket:assign-others": ["admin", "manager", "agent"],
  /** Shared ones and one's own. */
  "canned-reply:use": ["admin", "manager", "agent"],
  /** Make and change those that everybody uses. */
  "canned-reply:share": ["admin", "manager"],
  /** Direct and group chats. */
  "chat:use": ["admin", "manager", "agent", "user"],
  /** Of others too, in chats that one sees. */
  "message:delete-any": ["admin", "manager"],
  /** In chats that they may write in. */
  "file:upload": ["admin", "manager", "agent", "user", "customer"],
  "task:create": ["admin", "manager", "agent", "user"],
  /** Which tasks somebody may change is the tasks' policy: own and assigned ones, or all. */
  "task:change": ["admin", "manager", "agent", "user"],
  "task:manage-all": ["admin", "manager"],
  /** Oneself, what one sees; others, where one may change the task. */
  "task:follow": ["admin", "manager", "agent", "user"],
  /** While tagging; which tags there are is for who manages them. */
  "tag:create": ["admin", "manager", "agent"],
  "tag:manage": ["admin", "manager"],
  /** Which custom fields tickets and tasks have. */
  "field:manage": ["admin", "manager"],
  "customer:read": ["admin", "manager", "agent"],
  "customer:write": ["admin", "manager", "agent"],
  "support-chat:own": ["user", "customer"],
  "support-chat:start": ["user", "customer", "visitor"],
  "notification:own": ["admin", "manager", "agent", "user"],
  /** Work that only Flowra itself does, in jobs and sweeps. */
  "system:work": [],
  "availability:own": ["admin", "manager", "agent"],
} as const satisfies Record<string, readonly Principal[]>;

export type Principal = Role | "customer" | "visitor";
export type Permission = keyof typeof table;

export const allPermissions = Object.keys(table) as Permission[];

/** Whether a principal holds a permission; unknown ones never do. */
export function holds(principal: Principal, permission: Permission): boolean {
  return (table[permission] as readonly Principal[] | undefined)?.includes(principal) ?? false;
}

const rank: Record<Role, number> = { user: 0, agent: 1, manager: 2, admin: 3 };

/** The roles of members who hold a permission. */
export const rolesHolding = (permission: Permission): Role[] =>
  (Object.keys(rank) as Role[]).filter((role) => holds(role, permission));

/** Nobody grants, changes or removes a role above their own; managers manage roles below theirs. */
export function mayGrant(granter: Role, role: Role): boolean {
  return granter === "admin" || rank[role] < rank[granter];
}
