import type { PublicError } from "@/lib/core/errors";
import type { Problem } from "@/lib/hashtags/read-action";
import type { Tag, TaskType } from "@/lib/hashtags/tags";
import type { TaskStatus } from "@/lib/hashtags/words";

/** Why a command of a message was not carried out, with the values that would be right. */
export type Refusal = {
  tag: Tag;
  reason:
    | Problem["reason"]
    | "no_task"
    | "title_missing"
    | "unknown_person"
    | "ambiguous_person"
    | "unknown_tag"
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

/** What decides, before a message is sent, what its commands can do. */
export type CommandPlace = {
  /** By whose days dates are meant. */
  zone: string;
  /** Work that is made here without a title is called as the chat is. */
  titled: boolean;
  mayCreate: boolean;
  /** Names of the workspace's tags. */
  tags: string[];
  /** What the chat is about. */
  task: { type: TaskType; number: number; status: TaskStatus; mayChange: boolean } | null;
};
