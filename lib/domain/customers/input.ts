import { z } from "zod";
import { emailAddress, line, text } from "@/lib/core/input";
import { isVisible } from "@/lib/core/visible";
import {
  longestAttributeName,
  longestAttributeValue,
  longestCustomerName,
  longestCustomerNote,
} from "./limits";

/** A person's name as they write it. */
export const customerName = line(longestCustomerName);

export const customerEmail = emailAddress;

export const attributeName = line(longestAttributeName);
export const attributeValue = line(longestAttributeValue);

/** What a note says: something, at any rate. */
export const customerNoteBody = text(longestCustomerNote).pipe(
  z.string().refine(isVisible, { params: { problem: "required" } }),
);
