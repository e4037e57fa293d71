import { z } from "zod";

const schema = z.object({
  action: z.string().trim().max(60).catch(""),
  after: z.guid().optional().catch(undefined),
});

/** What the address asks for; what makes no sense in it is left out. */
export const parseAuditSearch = (given: Record<string, string | string[] | undefined>) =>
  schema.parse({ action: given.action ?? "", after: given.after });
