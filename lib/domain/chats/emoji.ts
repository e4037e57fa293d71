import { z } from "zod";

/** One emoji as Unicode recommends it for interchange: of several spellings of the same picture exactly one fits. */
export const emoji = z
  .string()
  .refine((text) => /^\p{RGI_Emoji}$/v.test(text), { params: { problem: "emoji" } });
