import type { linkKinds, priorities, severities, taskSources, ticketStatuses } from "@/db/schema";
import type { Attribute } from "@/lib/domain/customers/attributes";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { FieldValues } from "./fields/field-rules";
import type { TagRef } from "./tag-rules";
import type { TaskStatus, TaskType, WorkType } from "./task-status";

export type TicketStatus = (typeof ticketStatuses)[number];
export type Priority = (typeof priorities)[number];
export type Severity = (typeof severities)[number];
export type LinkKind = (typeof linkKinds)[number];

export type TeamRef = { id: string; name: string };

/** A row of the inbox list: the same in the first paint, in live changes and in catch-up. */
export type TicketSummary = {
  id: string;
  chatId: string;
  number: number;
  title: string;
  status: TicketStatus;
  priority: Priority;
  assignee: PersonRef | null;
  team: TeamRef | null;
  /** By name. */
  tags: TagRef[];
  /** What it has in custom fields; null in news that had no room for them. */
  fields: FieldValues | null;
  /** Customers may be anonymous: both names can be missing. */
  requester: { kind: "customer" | "member"; id: string; name: string | null; email: string | null };
  inboxId: string | null;
  inboxName: string | null;
  lastMessage: { text: string; by: "member" | "customer" | "note"; at: string } | null;
  /** Last entry number of the chat. */
  seq: number;
  /** Number of its last message or note: whoever has not read up to there has something unread. */
  messageSeq: number;
  waitingSince: string | null;
  snoozedUntil: string | null;
  archivedAt: string | null;
  /** Number of the ticket in whose thread this one is shown. */
  mergedInto: number | null;
  /** Tickets that were merged into this one, by number, with the chats that its thread shows besides its own. */
  mergedFrom: MergedTicket[];
  createdAt: string;
  lastActivityAt: string;
  /** Newer wins: raised by every change of the ticket; messages raise `seq`. */
  version: number;
};

export type MergedTicket = { chatId: string; number: number; messageSeq: number };

/** The list adds what only concerns the viewer. */
export type TicketListItem = TicketSummary & {
  /** How far the viewer has read; null where only live news of the ticket are here, which don't say. */
  readSeq: number | null;
  /** The same for the chats of merged tickets, by chat. */
  readMerged: Record<string, number> | null;
  /** The viewer has begun to write in its chat. */
  hasDraft: boolean;
};

/** What the context panel shows beside the thread. */
export type TicketDetail = TicketSummary & {
  readSeq: number;
  followsNumber: number | null;
  customer: {
    id: string;
    name: string | null;
    email: string | null;
    emailVerified: boolean;
    timeZone: string | null;
    locale: string | null;
    lastSeenAt: string | null;
    online: boolean;
    attributes: Attribute[];
    /** What members noted last. */
    latestNotes: { id: string; body: string; by: string }[];
    noteCount: number;
    /** Newest first, without this one. */
    otherTickets: { number: number; id: string; title: string; status: TicketStatus; at: string }[];
  } | null;
  /** What the status may become next, by the state machine. */
  nextStatuses: TicketStatus[];
};

/** A task, bug or epic as its panel and lists show it: the same when loaded, in answers and in live changes. */
export type WorkView = {
  id: string;
  chatId: string;
  type: WorkType;
  number: number;
  title: string;
  status: TaskStatus;
  priority: Priority;
  /** Of bugs only. */
  severity: Severity | null;
  /** A day of the workspace's calendar, as ISO date. */
  dueOn: string | null;
  assignee: PersonRef | null;
  team: TeamRef | null;
  /** By name. */
  tags: TagRef[];
  /** What it has in custom fields; null in news that had no room for them. */
  fields: FieldValues | null;
  createdBy: PersonRef | null;
  source: (typeof taskSources)[number];
  /** Only who takes part in its chat sees it, and can be given it. */
  isPrivate: boolean;
  /** Number of the epic or task that it is a part of. */
  parentNumber: number | null;
  /** How much of what is part of it is done; null where there is nothing. */
  progress: { done: number; total: number } | null;
  createdAt: string;
  /** Newer wins. */
  version: number;
};

/** A task of any type where another one is shown. */
export type TaskRef = {
  id: string;
  type: TaskType;
  number: number;
  title: string;
  status: TaskStatus;
  assignee: PersonRef | null;
};

/** A task at the other end of a link. */
export type LinkedTask = TaskRef & {
  linkId: string;
  kind: LinkKind;
  /** The link was made from the other task to this one. */
  inverse: boolean;
  /** The reader may change it. */
  mayChange: boolean;
};

/** In characters. */
export const longestDescription = 20_000;

/** A task that is part of another one. */
export type PartRef = TaskRef & {
  /** The reader may change it. */
  mayChange: boolean;
};

/** What a task of any type is linked with, as far as one member sees it, and who follows it. */
export type TaskLinks = {
  links: LinkedTask[];
  /** What it is part of, if the reader sees that. */
  parent: TaskRef | null;
  /** What is part of it. */
  parts: PartRef[];
  followers: PersonRef[];
  /** Of its chat, where news of the links are heard. */
  membersEpoch: number;
};

/** What the panel of some work shows to one member. */
export type WorkDetail = WorkView & TaskLinks & { mayChange: boolean /** Markdown. */; description: string };

/** What a command that changed a task answers: the task as it is now, and how to undo the change. */
export type Changed<Undo> = {
  undo: Undo | null;
} & ({ ticket: TicketSummary; work: null } | { ticket: null; work: WorkView });

/** A task to choose while `#142` is being written. */
export type TaskSuggestion = { type: TaskType; number: number; title: string; status: TaskStatus };
