/**
 * Client events (browser to browser). `client-typing` on `viewers`: a member writes a reply or a note; the engine
 * adds the sender's id. On `customerTyping`: the customer types; receivers show only "customer is typing".
 */
export const clientEvents = {
  typing: "client-typing",
} as const;
