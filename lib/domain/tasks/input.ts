import { z } from "zod";
import { line } from "@/lib/core/input";
import { isTagName, longestTagName } from "./tag-rules";

export const taskTitle = line(200);

/** `#vip` is the tag `vip`. */
export const tagName = z
  .string()
  .transform((typed) => typed.trim().replace(/^#/, ""))
  .pipe(line(longestTagName))
  .refine(isTagName, { params: { problem: "tag_name" } });

/** A day, or none. Years before 2000 are slips of the keyboard. */
export const dueOn = z.iso
  .date()
  .refine((day) => day >= "2000-01-01")
  .nullable();

/** `#142` */
export const taskNumber = z.coerce.number().int().min(1).max(2_147_483_647);
