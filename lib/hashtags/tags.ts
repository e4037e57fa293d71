import type { taskTypes } from "@/db/schema";

export type TaskType = (typeof taskTypes)[number];
export type WorkType = Exclude<TaskType, "ticket">;

/** What kind of value a tag or a parameter takes. */
export type ValueKind =
  | "title"
  | "status"
  | "assignee"
  | "priority"
  | "severity"
  | "date"
  | "time"
  | "tags"
  | "ticket";

export type ParamKey = "priority" | "severity" | "due" | "assignee";

/** What each parameter's value is. */
export const params: Record<ParamKey, ValueKind> = {
  priority: "priority",
  severity: "severity",
  due: "date",
  assignee: "assignee",
};

type TagRules = {
  /** The type of what it creates; null: it changes the task of the chat. */
  creates: WorkType | null;
  /** Null: it stands alone. */
  value: ValueKind | null;
  params: readonly ParamKey[];
  /** Types of tasks that it can change. */
  on: readonly TaskType[];
};

const every = ["ticket", "task", "bug", "epic"] as const;
const change = (value: ValueKind | null, on: readonly TaskType[] = every): TagRules => ({
  creates: null,
  value,
  params: [],
  on,
});

/** Every hashtag that runs a command (spec "Chat commands"), in the order in which they are offered. */
export const tags = {
  createTask: { creates: "task", value: "title", params: ["priority", "due", "assignee"], on: [] },
  createBug: { creates: "bug", value: "title", params: ["severity", "priority", "due", "assignee"], on: [] },
  createEpic: { creates: "epic", value: "title", params: ["priority", "due", "assignee"], on: [] },
  setStatus: change("status"),
  assign: change("assignee"),
  setPriority: change("priority"),
  setDueDate: change("date"),
  setSeverity: change("severity", ["bug"]),
  tag: change("tags"),
  close: change(null),
  reopen: change(null),
  snooze: change("time", ["ticket"]),
  merge: change("ticket", ["ticket"]),
} as const satisfies Record<string, TagRules>;

export type Tag = keyof typeof tags;

/** Commands of one message that are carried out: more than these are no message. */
export const mostCommands = 20;

export const rulesOf = (tag: Tag): TagRules => tags[tag];

const names = new Map(Object.keys(tags).map((tag) => [tag.toLowerCase(), tag as Tag]));
export const longestName = Math.max(...[...names.keys()].map((name) => name.length));

/** The tag of that name in whatever case; undefined for an unknown one. */
export const tagNamed = (name: string): Tag | undefined => names.get(name.toLowerCase());

export const isParamKey = (name: string): name is ParamKey => Object.hasOwn(params, name);
