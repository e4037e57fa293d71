import type { Permission } from "@/lib/auth/permissions";

/** The settings pages in the order of their list, with what it takes to open each. */
export const settingsPages = [
  { page: "general", group: "workspace", permission: "workspace:manage" },
  { page: "canned-replies", group: "workspace", permission: "canned-reply:use" },
  { page: "members", group: "people", permission: "member:list" },
  { page: "teams", group: "people", permission: "member:list" },
  { page: "sign-in", group: "people", permission: "workspace:manage" },
  { page: "inboxes", group: "channels", permission: "inbox:manage" },
  { page: "tickets", group: "workspace", permission: "ticket-rules:manage" },
  { page: "tags", group: "workspace", permission: "tag:manage" },
  { page: "fields", group: "workspace", permission: "field:manage" },
  { page: "audit", group: "operation", permission: "workspace:audit" },
  { page: "status", group: "operation", permission: "workspace:manage" },
] as const satisfies { page: string; group: string; permission: Permission }[];

export const settingsGroups = ["workspace", "people", "channels", "operation"] as const;
