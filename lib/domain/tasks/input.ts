import { z } from "zod";
import { line } from "@/lib/core/input";

export const taskTitle = line(200);

/** A day, or none. Years before 2000 are slips of the keyboard. */
export const dueOn = z.iso
  .date()
  .refine((day) => day >= "2000-01-01")
  .nullable();

/** `#142` */
export const taskNumber = z.coerce.number().int().min(1).max(2_147_483_647);
