import type { PublicError } from "@/lib/core/errors";
import type { Problem } from "@/lib/hashtags/read-action";
import type { Tag } from "@/lib/hashtags/tags";

/** Why a command of a message was not carried out, with the values that would be right. */
export type Refusal = {
  tag: Tag;
  reason:
    | Problem["reason"]
    | "no_task"
    | "title_missing"
    | "unknown_person"
    | "ambiguous_person"
    | "status_not_allowed"
    | "after_refused"
    | "too_many"
    /** As the buttons would have refused it: `error` says why. */
    | "refused";
  param: Problem["param"];
  given: string | null;
  values: string[];
  error?: PublicError;
};

/** A refusal as its author is shown it, under their message. */
export type CommandRefusal = { chatId: string; messageId: string; index: number; refusal: Refusal };
