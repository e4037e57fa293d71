import type { Role } from "@/db/schema";
import { mayGrant } from "@/lib/auth/permissions";

const descending: Role[] = ["admin", "manager", "agent", "user"];

/** The roles that somebody of this role may give, highest first. */
export const grantableRoles = (own: Role): Role[] => descending.filter((role) => mayGrant(own, role));
