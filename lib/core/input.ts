import { z } from "zod";
import { isVisible } from "./visible";

/** An id from a URL or a payload. What is not even a UUID can't exist, and is answered like an unknown one. */
export const anyId = z.guid();

/**
 * What PostgreSQL can't store (NUL) and what would let a name pass for another or break the line for others:
 * control characters and bidirectional overrides.
 */
const unstorable = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const unstorableInText = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** A name or title in one line. @param most characters after trimming */
export const line = (most: number) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replace(unstorable, " ").replace(/\s+/g, " ").trim())
    .pipe(
      z
        .string()
        .max(most)
        .refine(isVisible, { params: { problem: "required" } }),
    );

/** A text of several lines that may be empty. @param most characters after trimming */
export const text = (most: number) =>
  z
    .string()
    .transform((value) => value.toWellFormed().replace(/\r\n?/g, "\n").replace(unstorableInText, "").trim())
    .pipe(z.string().max(most));

/** An email address, trimmed and in lower case as addresses are stored. */
export const emailAddress = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.string().min(1).max(254).pipe(z.email()));

/** A place in a sequence or among revisions, as the database numbers them. */
export const largestPosition = 2_147_483_647;

/** An instant as PostgreSQL writes it, with all its digits: what cursors carry. */
export const instantText = z
  .string()
  .regex(/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-](0\d|1[0-4])(:\d\d)?$/)
  .refine((value) => isoInstant.safeParse(value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")).success);
const isoInstant = z.iso.datetime({ offset: true });
