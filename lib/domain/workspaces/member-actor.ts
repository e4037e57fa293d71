import type { Role } from "@/db/schema";
import { holds } from "@/lib/auth/permissions";
import type { MemberActor } from "@/lib/core/context";
import { avatarUrl } from "@/lib/domain/people/avatar-url";

/** A person as the member that they have just become. */
export const newMemberActor = (
  user: { id: string; name: string; avatarKey: string | null },
  role: Role,
  teamIds: string[] = [],
): MemberActor => ({
  kind: "member",
  userId: user.id,
  name: user.name,
  avatar: avatarUrl(user.avatarKey),
  role,
  teamIds,
  seesAllTickets: holds(role, "ticket:see-all"),
});
