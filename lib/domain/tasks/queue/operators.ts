import { termsOf, wordOf } from "../search-terms";
import type { Priority, TicketStatus } from "../views";
import { isDay } from "./address";
import { statusOrder, urgencyOrder, type YesNo } from "./place";

/** What was typed in the queue's search, taken apart. Names are found by the server. */
export type QueueSearch = {
  words: string;
  status: TicketStatus[];
  priority: Priority[];
  /** `me`, `nobody`, or how somebody's name begins. */
  assignee: string[];
  /** `none`, or how a team's name begins. */
  team: string[];
  inbox: string[];
  customer: string[];
  waiting: YesNo | null;
  snoozed: YesNo | null;
  /** Of the last change, as days. */
  before: string | null;
  after: string | null;
  problems: { name: string; value: string }[];
};

const operators = new Set([
  "status",
  "priority",
  "assignee",
  "team",
  "inbox",
  "customer",
  "is",
  "before",
  "after",
]);

/** Reads `status:open priority:urgent assignee:me delivery "lost parcel"`. Never throws; what isn't an operator is a word. */
export function readQueueSearch(typed: string): QueueSearch {
  const found: QueueSearch = {
    words: "",
    status: [],
    priority: [],
    assignee: [],
    team: [],
    inbox: [],
    customer: [],
    waiting: null,
    snoozed: null,
    before: null,
    after: null,
    problems: [],
  };
  const words: string[] = [];
  for (const term of termsOf(typed, operators)) {
    if (!term.operator) words.push(wordOf(term));
    else if (!apply(found, term.operator, term.value.trim()))
      found.problems.push({ name: term.operator, value: term.value.slice(0, 60) });
  }
  return { ...found, words: words.join(" ") };
}

/** @returns whether the value was understood */
function apply(found: QueueSearch, operator: string, value: string): boolean {
  const word = value.toLowerCase();
  switch (operator) {
    case "status":
      return add(
        found.status,
        statusOrder.find((status) => status === word),
      );
    case "priority":
      return add(
        found.priority,
        urgencyOrder.find((priority) => priority === word),
      );
    case "assignee":
    case "team":
    case "inbox":
    case "customer":
      return add(found[operator], value.replace(/^@/, "") || undefined);
    case "is":
      if (word === "waiting" || word === "snoozed") found[word] = "yes";
      return word === "waiting" || word === "snoozed";
    default:
      if (isDay(value)) found[operator as "before" | "after"] = value;
      return isDay(value);
  }
}

function add<T>(values: T[], value: T | undefined): boolean {
  if (value === undefined) return false;
  if (!values.includes(value)) values.push(value);
  return true;
}
