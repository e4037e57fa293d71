/** By which a message is found in the page. */
export const messageElementId = (key: string): string => `message-${key}`;

/** Of an address: the message that it leads to. */
export const messageParameter = "m";

/** The address of a message in the page of its chat. */
export function messageHref(href: string, id: string): string {
  return `${href}${href.includes("?") ? "&" : "?"}${messageParameter}=${id}`;
}
