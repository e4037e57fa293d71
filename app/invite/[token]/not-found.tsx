import { DeadLink } from "@/app/(auth)/_components/dead-link";

/** A link that was cut off or never was one: the same page as for every other dead link. */
export default function UnknownInvitation() {
  return <DeadLink kind="link" />;
}
