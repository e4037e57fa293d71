import { z } from "zod";
import { line } from "@/lib/core/input";
import { formatQueueAddress, longestAddress, parseQueueAddress } from "./address";

/** A place in the queue as addresses say it: parameters in one text. What of it makes no sense is named, not refused. */
export const queueAddress = z
  .string()
  .max(longestAddress)
  .transform((address) => parseQueueAddress(new URLSearchParams(address)));

/** The same as a view keeps it: all that makes sense of it, whatever view it began with. */
export const keptAddress = queueAddress.transform(({ place }) =>
  formatQueueAddress({ ...place, view: null }).toString(),
);

export const viewName = line(60);
