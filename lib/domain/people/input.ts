import { z } from "zod";
import { locales, themes } from "@/db/schema";
import { line } from "@/lib/core/input";
import { isTimeZone } from "@/lib/i18n/locale";

export const personName = line(80);
export const locale = z.enum(locales);
export const theme = z.enum(themes);
export const timeZone = z.string().refine(isTimeZone, { params: { problem: "time_zone" } });

/** The secret part of a mailed or printed link. */
export const linkToken = z.string().regex(/^[\w-]{20,100}$/);

/** A password as somebody claims to know it: only bounded, since its rules may have changed since. */
export const typedPassword = z.string().min(1).max(1_000);
/** A new one; what else it must be is said in password-rules.ts. */
export const newPassword = z.string().min(10).max(200);
/** A code of the authenticator app, or a recovery code. */
export const typedCode = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .transform((code) => (/^[\d\s]+$/.test(code) ? code.replace(/\s/g, "") : code));

/** Proof that it is still the same person at the keyboard: whichever of the two they have. */
export const proof = { password: z.string().max(1_000).optional(), code: typedCode.optional() };
