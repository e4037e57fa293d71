import type {
  chatKinds,
  epicStatuses,
  fieldTypes,
  linkKinds,
  priorities,
  severities,
  taskTypes,
  ticketStatuses,
  workStatuses,
} from "@/db/schema";
import type { PersonRef } from "@/lib/domain/people/person-ref";

type TaskStatus =
  | (typeof ticketStatuses)[number]
  | (typeof workStatuses)[number]
  | (typeof epicStatuses)[number];
type Severity = (typeof severities)[number];
type Priority = (typeof priorities)[number];
type LinkKind = (typeof linkKinds)[number];
/** A task as a line names it: by its number alone, since not everybody who reads the line may see that task. */
export type NamedTask = { type: (typeof taskTypes)[number]; number: number };

/** What a line carries of the change that it tells of. */
type OfChange = {
  /** The task that changed, where the chat is about another one. */
  task?: NamedTask;
  /** The domain event that holds what was before; only where the change can be undone. */
  changeId?: string;
  /** Who undid it. */
  undoneBy?: string;
};

/** Lines that the system writes; worded by the reader's catalogue (`chat.events.<name>`). */
export type EventLine = OfChange & EventWords;

/** A text, a number, an ISO date, a name or several, or whether it is ticked. */
export type FieldWords = string | number | boolean | string[] | null;
type FieldType = (typeof fieldTypes)[number];

type EventWords =
  | { name: "ticket_opened" }
  /** `from`: the message in which it was asked for, in a chat that not every reader of the line may see. */
  | { name: "task_created"; made: NamedTask; from?: { chatId: string; messageId: string } }
  | { name: "linked" | "unlinked"; kind: LinkKind; inverse: boolean; other: NamedTask }
  /** Work that this ticket waits for is over. */
  | { name: "linked_done"; other: NamedTask; to: "done" | "cancelled" }
  | { name: "assigned"; assignee: string | null; team: string | null }
  | { name: "status_changed"; from: TaskStatus; to: TaskStatus }
  | { name: "priority_changed"; from: Priority; to: Priority }
  | { name: "severity_changed"; from: Severity | null; to: Severity | null }
  | { name: "due_changed"; from: string | null; to: string | null }
  | { name: "tags_changed"; added: string[]; removed: string[] }
  /** Of a custom field, with the names of options and people. */
  | { name: "field_changed"; field: string; type: FieldType; from: FieldWords; to: FieldWords }
  /** What the task is part of; and at what it is part of. */
  | { name: "parent_changed"; from: NamedTask | null; to: NamedTask | null }
  | { name: "part_added" | "part_removed"; part: NamedTask }
  | { name: "described" | "description_removed" }
  | { name: "followers_changed"; added: string[]; removed: string[] }
  | { name: "snoozed"; until: string }
  | { name: "unsnoozed" }
  | { name: "joined"; member: string }
  | { name: "resolved" }
  | { name: "reopened" }
  | { name: "closed" }
  /** To the customer: it closes in so many days; in the team's own words, where it has some. */
  | { name: "closing_soon"; days: number; text: string }
  | { name: "followed_up"; number: number }
  /** In the thread of the ticket that took another one in, and in that other one's. */
  /** Which messages were split into a ticket of their own, and in that one's thread from where. */
  | { name: "split"; other: NamedTask; messageIds: string[] }
  | { name: "split_from"; other: NamedTask; count: number }
  | { name: "merged" | "merged_into" | "unmerged" | "unmerged_from"; other: NamedTask }
  | { name: "title_changed"; to: string }
  | { name: "chat_created"; members: string[]; more: number }
  | { name: "chat_renamed"; to: string | null }
  | { name: "participants_added"; members: string[]; more: number }
  | { name: "participant_removed"; member: string }
  | { name: "participant_left"; member: string }
  | { name: "chat_role_changed"; member: string; to: "owner" | "member" };

/** Events that customers see too. All others are internal. */
export const publicEvents = [
  "joined",
  "resolved",
  "reopened",
  "closing_soon",
] as const satisfies EventLine["name"][];

/** What customers get of a line: its words and nothing else that it carries. */
export type PublicEventLine =
  | { name: "joined"; member: string }
  | { name: "resolved" }
  | { name: "reopened" }
  | { name: "closing_soon"; days: number; text: string };

export type EntryKind = "message" | "note" | "event";

/** The entry that another one answers, as far as its reader may know it. */
export type Quote = {
  id: string;
  /** Its place in the reader's sequence. */
  seq: number;
  kind: EntryKind;
  author: { name: string | null };
  /** The beginning of its text; empty once deleted. */
  text: string;
  deleted: boolean;
};

/** Who or which team is named in a message: `@name` in its body. */
export type Mention = { kind: "member" | "team"; id: string; name: string };

export type Reaction = { emoji: string; by: { id: string; name: string }[] };

/** A file of a message. Addresses are signed and expire. */
export type FileView = {
  id: string;
  name: string;
  contentType: string;
  /** In bytes. */
  size: number;
  url: string;
  /** Images only: a small picture, and the size of the whole in pixels. */
  image: { thumbnailUrl: string; width: number; height: number } | null;
};

/** An entry of a chat as members see it. */
export type MemberEntry = {
  id: string;
  seq: number;
  /** Place in what the customer sees; null: never seen by customers. */
  publicSeq: number | null;
  /** The chat's revision at this entry's last change: newer wins. */
  rev: number;
  kind: EntryKind;
  author:
    | ({ kind: "member" } & PersonRef)
    | { kind: "customer"; id: string; name: string | null }
    | { kind: "system" };
  body: string;
  replyTo: Quote | null;
  mentions: Mention[];
  files: FileView[];
  reactions: Reaction[];
  event: EventLine | null;
  at: string;
  editedAt: string | null;
  deleted: boolean;
};

/** The same as customers see it: numbered without gaps, no ids of members, no internal entries. */
export type CustomerEntry = {
  id: string;
  seq: number;
  rev: number;
  kind: "message" | "event";
  author:
    | { kind: "member"; name: string; avatar: string | null }
    | { kind: "customer"; name: string | null }
    | { kind: "system" };
  body: string;
  replyTo: Quote | null;
  files: FileView[];
  event: PublicEventLine | null;
  at: string;
  editedAt: string | null;
  deleted: boolean;
};

export type ChatRole = "owner" | "member";

export type Participant = { user: PersonRef; chatRole: ChatRole; removed: boolean };

/** What a member has begun to write in a chat. */
export type Draft = {
  /** Raised by every save; 0: never saved. */
  version: number;
  /** Empty: nothing is begun. */
  body: string;
  kind: "message" | "note";
  replyTo: Quote | null;
  /** Who was named by completion; in the text some may be named no longer. */
  mentions: readonly Mention[];
};

/** Everything about a chat that is not an entry, as members see it. */
export type MemberChatState = {
  rev: number;
  /** The revision of the last change of this state; whatever else has been up to `rev` was entries'. */
  stateRev: number;
  seq: number;
  /** Part of the names of the chat's channels at this moment. */
  membersEpoch: number;
  kind: (typeof chatKinds)[number];
  /** Of groups that have one. */
  title: string | null;
  /** Members who take part, in the order in which they joined. `removed`: no longer in the workspace. */
  participants: Participant[];
  /** Members' positions over `seq`; none in chats of very many. */
  reads: { user: PersonRef; seq: number; deliveredSeq: number }[];
  /** Whoever asks for support: their positions, over the public sequence. Null in other chats. */
  requester: { readSeq: number; deliveredSeq: number } | null;
};

export type CustomerChatState = {
  rev: number;
  stateRev: number;
  seq: number;
  /** How far any member has read, and how far it reached any member's browser: over the public sequence. */
  team: { readSeq: number; deliveredSeq: number };
  /** Own position. */
  readSeq: number;
  /** Who takes part, in the order in which they joined. */
  agents: { name: string; avatar: string | null }[];
  /** Another of their conversations, in which the team goes on with this one. */
  continuedIn: { chatId: string; title: string } | null;
  status: "open" | "resolved" | "closed";
};

/** A window of a chat, or what changed after a revision. */
export type ChatWindow<Entry, State> = {
  entries: Entry[];
  state: State;
  /** Whether older entries exist before the first one here, and newer ones behind the last. */
  hasOlder: boolean;
  hasNewer?: boolean;
};
export type MemberWindow = ChatWindow<MemberEntry, MemberChatState>;
export type CustomerWindow = ChatWindow<CustomerEntry, CustomerChatState>;

/** A line in the customer's list of conversations. */
export type CustomerChatSummary = {
  id: string;
  title: string | null;
  status: "open" | "resolved" | "closed";
  lastMessage: { text: string; by: "member" | "customer"; at: string } | null;
  unread: number;
};

/** Somebody who can be named where one writes. */
export type NameOffer = Mention & {
  avatar: string | null;
  /** They take part in the chat. */
  near: boolean;
};

/** @property more there are others, whom more letters would find */
export type NameOffers = { offers: NameOffer[]; more: boolean };
