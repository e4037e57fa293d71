import { z } from "zod";

/** A person's name as they write it: one line, no control characters. */
export const customerName = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, " ")
      .trim(),
  )
  .pipe(z.string().min(1).max(120));

export const customerEmail = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email().max(254));
