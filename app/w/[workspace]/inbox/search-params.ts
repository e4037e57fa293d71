import { type TicketView, ticketViews } from "@/lib/domain/tasks/ticket-views";

/** What the address of the inbox says: which list, what is looked for, which ticket is open. */
export type InboxAddress = { view: TicketView; q: string; number: number | null };

export const defaultView: TicketView = "all";
export const longestSearch = 200;

/** Reads the parameters of an address. What makes no sense counts as not said, so that old links still open. */
export function parseInboxParams(
  get: (name: string) => string | null | undefined,
): Pick<InboxAddress, "view" | "q"> {
  const view = ticketViews.find((name) => name === get("view")) ?? defaultView;
  return { view, q: (get("q") ?? "").slice(0, longestSearch) };
}

/** The number of an open ticket in a path like `/w/acme/inbox/142`. */
export function numberInPath(path: string): number | null {
  const match = /\/inbox\/(\d{1,9})\/?$/.exec(path);
  return match ? Number(match[1]) : null;
}

/** The address of a list, or of a ticket beside it. */
export function inboxHref(slug: string, { view, q, number }: InboxAddress): string {
  const params = new URLSearchParams();
  if (view !== defaultView) params.set("view", view);
  if (q) params.set("q", q);
  const query = params.toString();
  return `/w/${slug}/inbox${number === null ? "" : `/${number}`}${query ? `?${query}` : ""}`;
}
