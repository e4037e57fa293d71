import { smallBulk } from "@/lib/domain/tasks/bulk/limits";
import type { BulkChangeView } from "@/lib/domain/tasks/bulk/views";

/** How many tickets had their turn. */
export const doneOf = ({ changed, unchanged, refused }: BulkChangeView): number =>
  changed + unchanged + refused;

/** News of bulk changes, which may come twice and out of order: what has come further is newer. */
export function merged(
  before: readonly BulkChangeView[],
  news: readonly BulkChangeView[],
): readonly BulkChangeView[] {
  const all = new Map(before.map((item) => [item.id, item]));
  for (const item of news) {
    const known = all.get(item.id);
    if (!known || !isOlder(item, known)) all.set(item.id, item);
  }
  // Their ids begin with when they were made.
  return [...all.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

function isOlder(item: BulkChangeView, than: BulkChangeView): boolean {
  if (item.state === "running" && than.state !== "running") return true;
  if (doneOf(item) < doneOf(than)) return true;
  return than.dismissed && !item.dismissed;
}

/** What is finished and says no more than the toast did needs no summary, and what was taken back none either. */
export function worthShowing(items: readonly BulkChangeView[]): BulkChangeView[] {
  const undone = new Set(items.map(({ undoesId }) => undoesId));
  return items.filter((item) => {
    if (item.state === "running") return true;
    if (item.dismissed || undone.has(item.id)) return false;
    return item.refused > 0 || item.state === "cancelled" || item.total > smallBulk;
  });
}
