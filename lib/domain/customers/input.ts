import { emailAddress, line } from "@/lib/core/input";

/** A person's name as they write it. */
export const customerName = line(120);

export const customerEmail = emailAddress;
