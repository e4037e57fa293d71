import { z } from "zod";
import { taskTypes } from "@/db/schema";
import { anyId, line } from "@/lib/core/input";
import { longestFieldName, longestOptionName, mostOptions } from "./fields/field-rules";
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

export const fieldName = line(longestFieldName);

/** The types of tasks that have a field, each once. */
export const shownOn = z
  .array(z.enum(taskTypes))
  .max(taskTypes.length)
  .refine((types) => types.length > 0, { params: { problem: "shown_on_needed" } })
  .transform((types) => taskTypes.filter((type) => types.includes(type)));

/** What can be chosen in a field, in its order; whoever makes an option gives it its id. */
export const fieldOptions = z.array(z.object({ id: anyId, name: line(longestOptionName) })).max(mostOptions);
