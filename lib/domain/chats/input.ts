import { z } from "zod";
import { isClientId } from "@/lib/core/ids";

export { anyId } from "@/lib/core/input";

/** Most characters of a message's body. */
export const maxBody = 20_000;

export const clientId = z.string().refine(isClientId, { params: { problem: "client_id" } });

/** Control characters but tab and line ends, and bidirectional overrides. */
const unstorable = /[[\p{Cc}--[\n\r\t]][\u202A-\u202E\u2066-\u2069]]/gv;

/**
 * A message's text: what PostgreSQL can't store (NUL) and what would break the line for others (lone surrogates,
 * control characters, bidirectional overrides) is taken out; the rest stays as written.
 */
export const body = z
  .string()
  .transform((text) => text.toWellFormed().replace(unstorable, ""))
  .pipe(
    z
      .string()
      .max(maxBody)
      .refine((text) => /[^\s\u200B-\u200F\u2060\uFEFF]/u.test(text), { params: { problem: "required" } }),
  );
