import type { tagColors } from "@/db/schema";

export type TagColor = (typeof tagColors)[number];
export type TagRef = { id: string; name: string; color: TagColor };

/** In the order in which they are offered. */
export const tagColorOrder = [
  "gray",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "indigo",
  "purple",
  "pink",
] as const satisfies readonly TagColor[];

export const longestTagName = 40;
export const mostTagsOfTask = 20;
/** Of a workspace: whoever looks for one can still find it. */
export const mostTags = 500;

/** By which names are the same: without case, in whatever alphabet. */
export const tagKey = (name: string): string => name.normalize("NFKC").toLowerCase();

/**
 * What has a meaning where tags are written: `#tag vip, -late` and `tag:"needs a refund"`. Such a name could not be
 * said there.
 */
export const isTagName = (name: string): boolean => !/[",“”„«»]/.test(name) && !/^[-#]/.test(name);

/** The colour of a tag that is made in passing: of those that the fewest have, and never the plain gray. */
export function nextColor(others: readonly TagColor[]): TagColor {
  const used = (color: TagColor) => others.filter((other) => other === color).length;
  return tagColorOrder.slice(1).reduce((best, color) => (used(color) < used(best) ? color : best));
}

/** What a search for a tag is written as. */
export const tagSearch = (name: string): string => `tag:${/\s/.test(name) ? `"${name}"` : name}`;
