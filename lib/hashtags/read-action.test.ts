import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseCommands } from "./parse";
import { readAction, valuesOf } from "./read-action";
import { rulesOf, type TaskType, tags } from "./tags";
import { priorityNames, readPriority, readSeverity, readStatus, severityNames, statusNames } from "./words";

/** A Wednesday, 23:30 in Lisbon; in Moscow it is Thursday. */
const now = Date.parse("2026-12-02T23:30Z");
const lisbon = { now, zone: "Europe/Lisbon" };
const moscow = { now, zone: "Europe/Moscow" };

function read(text: string, type: TaskType | null = null, clock = lisbon) {
  const [command] = parseCommands(text).commands;
  const { action, problem } = { action: null, problem: null, ...readAction(command!, { ...clock, type }) };
  return action ?? problem;
}

describe("a command means", () => {
  it.each([
    ["#setStatus in_progress", "task", { do: "setStatus", status: "in_progress" }],
    ["#setStatus in progress", "bug", { do: "setStatus", status: "in_progress" }],
    ['#setStatus "In-Progress"', "epic", { do: "setStatus", status: "in_progress" }],
    ["#setStatus В работе", "task", { do: "setStatus", status: "in_progress" }],
    ["#setStatus Ждём клиента", "ticket", { do: "setStatus", status: "pending" }],
    ["#setStatus canceled", "task", { do: "setStatus", status: "cancelled" }],
    ["#setStatus done", null, { do: "setStatus", status: "resolved" }],
    ["#assign @me", null, { do: "assign", to: { kind: "me" } }],
    ["#assign me", null, { do: "assign", to: { kind: "me" } }],
    ["#assign none", null, { do: "assign", to: { kind: "none" } }],
    ["#assign @none", null, { do: "assign", to: { kind: "named", name: "none" } }],
    ["#assign @Ana Silva", null, { do: "assign", to: { kind: "named", name: "Ana Silva" } }],
    ["#assign Billing", null, { do: "assign", to: { kind: "named", name: "Billing" } }],
    ["#setPriority URGENT", "ticket", { do: "setPriority", priority: "urgent" }],
    ["#setPriority высокий", "ticket", { do: "setPriority", priority: "high" }],
    ["#setSeverity blocker", "bug", { do: "setSeverity", severity: "blocker" }],
    ["#setDueDate none", null, { do: "setDueDate", dueOn: null }],
    ["#close", "ticket", { do: "close" }],
    ["#reopen", "task", { do: "reopen" }],
    ["#merge #123", "ticket", { do: "merge", into: 123 }],
    ["#merge 123", "ticket", { do: "merge", into: 123 }],
    ["#snooze none", "ticket", { do: "snooze", until: null }],
    ["#snooze tomorrow", "ticket", { do: "snooze", until: Date.parse("2026-12-03T09:00Z") }],
    ["#snooze +3h", "ticket", { do: "snooze", until: now + 3 * 3_600_000 }],
    [
      "Broken #createBug severity:critical priority:high due:friday assignee:@me",
      null,
      {
        do: "create",
        type: "bug",
        title: "Broken",
        severity: "critical",
        priority: "high",
        dueOn: "2026-12-04",
        assignee: { kind: "me" },
      },
    ],
    ["#createEpic", null, { do: "create", type: "epic", title: null }],
  ] as const)("%j for a %s", (text, type, action) => {
    expect(read(text, type)).toEqual(action);
  });

  it.each([
    ["#setStatus", "task", { reason: "value_missing", values: statusNames("task") }],
    [
      "#setStatus shipped",
      "epic",
      { reason: "value_unknown", given: "shipped", values: statusNames("epic") },
    ],
    ["#setStatus pending", "task", { reason: "value_unknown", values: statusNames("task") }],
    ["#setPriority high please", null, { reason: "value_unknown", given: "high please" }],
    ['#setPriority ""', null, { reason: "value_missing" }],
    ["#setSeverity major", "task", { reason: "not_for_type", values: ["bug"] }],
    ["#merge #123", "task", { reason: "not_for_type", values: ["ticket"] }],
    ["#merge that one", "ticket", { reason: "value_unknown", given: "that one" }],
    ["#merge", "ticket", { reason: "value_missing" }],
    ["#snooze tomorrow", "task", { reason: "not_for_type", values: ["ticket"] }],
    ["#snooze today", "ticket", { reason: "value_unknown" }],
    ["#close now", "ticket", { reason: "takes_no_value", given: "now" }],
    ["#close priority:high", "ticket", { reason: "param_unknown", param: "priority", values: [] }],
    [
      "#createTask A severity:major",
      null,
      { reason: "param_unknown", param: "severity", values: ["priority", "due", "assignee"] },
    ],
    ["#createTask A due:today due:friday", null, { reason: "param_twice", param: "due", given: "friday" }],
    ["#createTask A priority:", null, { reason: "value_missing", param: "priority" }],
    ["#createTask A priority:soon", null, { reason: "value_unknown", param: "priority", given: "soon" }],
    ["#createTask A due:today B", null, { reason: "words_left", given: "B" }],
    [`#createTask ${"a".repeat(201)}`, null, { reason: "too_long" }],
    ["#assign @", null, { reason: "value_unknown" }],
  ] as const)("nothing in %j for a %s", (text, type, problem) => {
    expect(read(text, type)).toMatchObject(problem);
  });
});

describe("a due date", () => {
  it.each([
    ["2027-02-28", "2027-02-28"],
    ["today", "2026-12-02"],
    ["сегодня", "2026-12-02"],
    ["Tomorrow", "2026-12-03"],
    ["thursday", "2026-12-03"],
    ["thu", "2026-12-03"],
    ["пятницу", "2026-12-04"],
    ["wednesday", "2026-12-09"],
    ["+3d", "2026-12-05"],
    ["+0d", "2026-12-02"],
    ["+2w", "2026-12-16"],
    ["+2н", "2026-12-16"],
    ["none", null],
    ["нет", null],
  ])("%s", (given, dueOn) => {
    expect(read(`#setDueDate ${given}`)).toEqual({ do: "setDueDate", dueOn });
  });

  it("is a day of the given zone", () => {
    expect(read("#setDueDate today", null, moscow)).toMatchObject({ dueOn: "2026-12-03" });
    expect(read("#setDueDate friday", null, moscow)).toMatchObject({ dueOn: "2026-12-04" });
    expect(read("#snooze friday", "ticket", moscow)).toMatchObject({
      until: Date.parse("2026-12-04T06:00Z"),
    });
  });

  it.each(["2027-02-29", "2026-13-01", "2026-1-1", "1999-01-01", "02.12.2026", "+3", "3d", "+9999d", "soon"])(
    "%s is none",
    (given) => {
      expect(read(`#setDueDate ${given}`)).toMatchObject({ reason: "value_unknown", given });
    },
  );

  test("by days and weeks ahead is exactly that far, over every change of the clocks", () => {
    const zones = fc.constantFrom("Europe/Lisbon", "America/New_York", "Pacific/Apia", "Asia/Kolkata");
    const instants = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2040-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, instants, fc.nat(3_650), (zone, at, days) => {
        const on = (given: string) =>
          (read(`#setDueDate ${given}`, null, { now: at.getTime(), zone }) as { dueOn: string }).dueOn;
        const utc = (day: string) => Date.parse(`${day}T00:00Z`);
        expect(utc(on(`+${days}d`)) - utc(on("today"))).toBe(days * 86_400_000);
      }),
    );
  });
});

test("every offered value is understood", () => {
  for (const tag of Object.keys(tags) as (keyof typeof tags)[]) {
    const rules = rulesOf(tag);
    const types: (TaskType | null)[] = rules.creates ? [null] : [null, ...rules.on];
    for (const type of types) {
      for (const value of rules.value ? valuesOf(rules.value, type) : []) {
        expect(read(`#${tag} ${value}`, type)).toHaveProperty("do");
      }
    }
  }
});

test("the screens' own words are understood in both languages", async () => {
  for (const language of ["en", "ru"]) {
    const { default: words } = await import(`@/messages/${language}/tasks.json`);
    for (const type of ["ticket", "task", "bug", "epic"] as const) {
      for (const status of statusNames(type)) expect(readStatus(words.status[status], type)).toBe(status);
    }
    for (const one of priorityNames) expect(readPriority(words.priority[one])).toBe(one);
    for (const one of severityNames) expect(readSeverity(words.severity[one])).toBe(one);
  }
});

test("whatever is written is either understood or refused", () => {
  const written = fc.tuple(fc.constantFrom(...Object.keys(tags)), fc.string({ unit: "binary" }), fc.string());
  fc.assert(
    fc.property(written, ([tag, before, after]) => {
      for (const command of parseCommands(`${before} #${tag} ${after}`).commands) {
        const read = readAction(command, { ...lisbon, type: null });
        if ("problem" in read) expect(read.problem.reason).toBeTruthy();
        else expect(read.action.do).toBeTruthy();
      }
    }),
    { numRuns: 2_000 },
  );
});
