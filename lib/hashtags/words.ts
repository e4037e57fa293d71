import type { epicStatuses, priorities, severities, ticketStatuses, workStatuses } from "@/db/schema";
import type { TaskType } from "./tags";

export type Priority = (typeof priorities)[number];
export type Severity = (typeof severities)[number];
type TicketStatus = (typeof ticketStatuses)[number];
type WorkStatus = (typeof workStatuses)[number];
type EpicStatus = (typeof epicStatuses)[number];
export type TaskStatus = TicketStatus | WorkStatus | EpicStatus;

/** Other ways to say a value, beside its own name; compared without case, spaces and punctuation. */
type Words<Value extends string> = Record<Value, readonly string[]>;

const priorityWords: Words<Priority> = {
  low: ["низкий"],
  normal: ["medium", "обычный", "средний"],
  high: ["высокий"],
  urgent: ["срочный", "срочно"],
};
const severityWords: Words<Severity> = {
  minor: ["незначительная", "незначительный"],
  major: ["значительная", "значительный", "серьёзная"],
  critical: ["критическая", "критичная", "критический"],
  blocker: ["blocking", "блокирующая", "блокирующий"],
};
const ticketWords: Words<TicketStatus> = {
  new: ["новое", "новый"],
  open: ["открыто", "открыт"],
  pending: ["waiting", "waiting on customer", "ждём клиента", "ждём"],
  on_hold: ["hold", "на паузе", "пауза", "отложено"],
  resolved: ["solved", "done", "решено"],
  closed: ["закрыто", "закрыт"],
};
const workWords: Words<WorkStatus> = {
  backlog: ["бэклог", "в планах"],
  todo: ["to do", "к выполнению"],
  in_progress: ["doing", "started", "в работе"],
  in_review: ["review", "на проверке"],
  done: ["finished", "готово", "сделано"],
  cancelled: ["canceled", "отменено"],
};
const epicWords: Words<EpicStatus> = {
  open: ["открыт", "открыто"],
  in_progress: workWords.in_progress,
  done: workWords.done,
  cancelled: workWords.cancelled,
};
const statusWords: Record<TaskType, Words<string>> = {
  ticket: ticketWords,
  task: workWords,
  bug: workWords,
  epic: epicWords,
};

export const priorityNames = Object.keys(priorityWords) as Priority[];
export const severityNames = Object.keys(severityWords) as Severity[];
export const statusNames = (type: TaskType) => Object.keys(statusWords[type]) as TaskStatus[];

export const readPriority = (text: string) => named(priorityWords, text);
export const readSeverity = (text: string) => named(severityWords, text);
/** A status of that type of task; undefined for a word that is none. */
export const readStatus = (text: string, type: TaskType) =>
  named(statusWords[type], text) as TaskStatus | undefined;

function named<Value extends string>(words: Words<Value>, text: string): Value | undefined {
  const given = plainWord(text);
  const names = Object.keys(words) as Value[];
  return names.find((name) => [name, ...words[name]].some((word) => plainWord(word) === given));
}

/** What of a word counts: letters and digits, in lower case. */
export const plainWord = (text: string) =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]/gu, "");
