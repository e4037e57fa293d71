import { parseQueueAddress } from "@/lib/domain/tasks/queue/address";
import type { QueuePlace } from "@/lib/domain/tasks/queue/place";
import type { SavedView } from "@/lib/domain/tasks/queue/saved-views";

/** Where a kept view leads. */
export const savedPlace = ({ id, address }: Pick<SavedView, "id" | "address">): QueuePlace => ({
  ...parseQueueAddress(new URLSearchParams(address)).place,
  view: id,
});
