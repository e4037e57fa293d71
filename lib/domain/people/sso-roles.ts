import { type Role, roles } from "@/db/schema";

/**
 * The values of a claim of an identity provider. The claim's name may itself contain dots (a URL) or be a path
 * (`realm_access.roles`); its value may be one text or a list.
 */
export function claimValues(profile: Record<string, unknown>, claim: string): string[] {
  const value = Object.hasOwn(profile, claim) ? profile[claim] : atPath(profile, claim.split("."));
  const list = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === "string" && entry !== "").slice(0, 1_000);
}

function atPath(from: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    from,
  );
}

/** The highest role that the mappings give in each workspace. */
export function rolesByWorkspace(mappings: { workspaceId: string; role: Role }[]): Map<string, Role> {
  const found = new Map<string, Role>();
  for (const { workspaceId, role } of mappings) {
    const known = found.get(workspaceId);
    if (!known || rank(role) > rank(known)) found.set(workspaceId, role);
  }
  return found;
}

// `roles` lists the highest first.
const rank = (role: Role) => -roles.indexOf(role);
