/**
 * Client events (browser to browser). `client-typing` on `viewers`: a member writes a reply or a note; the engine
 * adds the sender's id.
 */
export const clientEvents = {
  typing: "client-typing",
} as const;
