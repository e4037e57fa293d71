import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NameOffer } from "@/lib/domain/chats/views";
import type { CommandPlace } from "@/lib/domain/commands/views";
import { readDay } from "@/lib/hashtags/days";
import { type CaretContext, caretContext } from "../caret-context";
import {
  cannedSuggestions,
  commandSuggestions,
  commandsBefore,
  emojiSuggestions,
  holderSuggestions,
  isTaken,
  nameSuggestions,
  paramSuggestions,
  type Suggestion,
  takeEdit,
  valueSuggestions,
} from "./suggestion";

const place: CommandPlace = {
  zone: "UTC",
  titled: true,
  mayCreate: true,
  tags: ["late", "needs refund", "VIP"],
  task: { type: "ticket", number: 1, status: "open", mayChange: true },
};
const words: Record<string, string> = {
  setPriority: "Задать приоритет",
  in_progress: "В работе",
  "@me": "Я",
};
const wordOf = (key: string) => words[key] ?? key;
const inserts = (all: { insert: string }[]) => all.map(({ insert }) => insert);
const ana: NameOffer = { kind: "member", id: "1", name: "Ana Silva", avatar: null, near: true };

function commands(typed: string, given: Partial<CommandPlace> = {}, before = "") {
  return inserts(
    commandSuggestions(typed, {
      place: { ...place, ...given },
      before: commandsBefore(before, before.length),
      words: wordOf,
    }),
  );
}

function values(text: string, given: Partial<CommandPlace> = {}) {
  const context = caretContext(text, text.length) as Extract<CaretContext, { kind: "value" }>;
  const isValue = (typed: string) => readDay(typed, { now: 0, zone: "UTC" }) != null;
  const before = commandsBefore(text, Math.max(0, text.slice(0, context.from).lastIndexOf("#")));
  return inserts(
    valueSuggestions(context, { place: { ...place, ...given }, before, words: wordOf, isValue }),
  );
}

describe("commands", () => {
  test("are found by any of their words, in the reader's language too", () => {
    expect(commands("setp")).toEqual(["#setPriority"]);
    expect(commands("prio")).toEqual(["#setPriority"]);
    expect(commands("приор")).toEqual(["#setPriority"]);
    expect(commands("create")).toEqual(["#createTask", "#createBug", "#createEpic"]);
    expect(commands("zzz")).toEqual([]);
  });

  test("are those that are possible there", () => {
    expect(commands("")).toContain("#snooze");
    expect(commands("")).not.toContain("#setSeverity");
    expect(commands("", { task: null })).toEqual(["#createTask", "#createBug", "#createEpic"]);
    expect(commands("sev", {}, "#createBug It ")).toEqual(["#setSeverity"]);
    expect(commands("sev", { task: null }, "#createBug It ")).toEqual(["#setSeverity"]);
    const task = { ...place.task!, mayChange: false };
    expect(commands("", { task, mayCreate: false })).toEqual([]);
  });

  test("have the parameters that they don't have yet", () => {
    expect(inserts(paramSuggestions("se", "createBug", "#createBug x "))).toEqual(["severity:"]);
    expect(inserts(paramSuggestions("se", "createBug", "#createBug severity:major "))).toEqual([]);
  });
});

describe("values", () => {
  test("of a status are where it can go", () => {
    expect(values("#setStatus ")).toEqual(["pending", "on_hold", "resolved"]);
    expect(values("#createBug x #setStatus ")).toEqual(["todo", "cancelled"]);
    const task = { ...place.task!, type: "task", status: "todo" } as const;
    expect(values("#setStatus в раб", { task })).toEqual(["in_progress"]);
  });

  test("of others are all that there are, those that are typed first", () => {
    expect(values("#setPriority ")).toEqual(["low", "normal", "high", "urgent"]);
    expect(values("#setPriority h")).toEqual(["high"]);
    expect(values("#createBug x severity:")).toEqual(["minor", "major", "critical", "blocker"]);
  });

  test("of a day are also what is typed, and any day of the week", () => {
    expect(values("#setDueDate ")).toContain("tomorrow");
    expect(values("#setDueDate mo")).toEqual(["monday"]);
    expect(values("#setDueDate +5d")).toEqual(["+5d"]);
    expect(values("#setDueDate 2030-02-03")).toEqual(["2030-02-03"]);
    expect(values("#setDueDate 2030-02-31")).toEqual([]);
  });

  test("that nobody may set are not offered", () => {
    const task = { ...place.task!, mayChange: false };
    expect(values("#setPriority ", { task })).toEqual([]);
  });
});

describe("people", () => {
  test("are named with their id", () => {
    expect(nameSuggestions([ana])).toMatchObject([
      { insert: "@Ana Silva", mention: { kind: "member", id: "1", name: "Ana Silva" } },
    ]);
  });

  test("get work by name, in quotes where their name is one value of several", () => {
    const at = (text: string) => caretContext(text, text.length) as Extract<CaretContext, { kind: "value" }>;
    const holders = (text: string, offers = [ana]) =>
      holderSuggestions(at(text), offers, { words: wordOf, made: false });
    expect(inserts(holders("#assign "))).toEqual(["@me", "none", "@Ana Silva"]);
    expect(inserts(holders("#assign @a"))).toEqual(["@Ana Silva"]);
    expect(inserts(holders("#createTask x assignee:"))).toContain('"@Ana Silva"');
    expect(holders("#assign @a")[0]!.mention).toBeUndefined();
    // Of two who are called so the mention says who.
    expect(holders("#assign @a", [ana, { ...ana, id: "2" }])[1]!.mention).toMatchObject({ id: "2" });
  });
});

describe("canned replies", () => {
  const reply = (
    shortcut: string,
    title: string,
    body = "Hi {{customer.name}}, {{order number}} of {{agent.name}}",
  ) => ({
    ...{
      id: shortcut,
      scope: "shared" as const,
      version: 1,
      mayChange: false,
      updatedBy: "Ana",
      updatedAt: "",
    },
    ...{ shortcut, title, body },
  });
  const known = {
    ...{ "customer.name": "*Ana*", "customer.first_name": null, "customer.email": null },
    ...{ "ticket.number": "1", "ticket.title": null, "agent.name": "Lena", "agent.first_name": null },
    "workspace.name": null,
  };
  const all = [
    reply("latest", "Status of the order"),
    reply("late", "A late parcel"),
    reply("hi", "Good day"),
  ];
  const found = (typed: string) => cannedSuggestions(typed, all, known).map(({ key }) => key);

  test("are found by shortcut and title, the one that is called so first", () => {
    expect(found("")).toHaveLength(3);
    expect(found("late")).toEqual(["late", "latest"]);
    expect(found("order")).toEqual(["latest"]);
    expect(found("zzz")).toEqual([]);
  });

  test("stand where the slash stood, filled in, with what is missing selected", () => {
    const text = "Well /lat yes";
    const { from } = caretContext(text, 9)!;
    const [{ insert, kind }] = cannedSuggestions("late", all, known) as [Suggestion];
    const edit = takeEdit(text, 9, from, { insert, kind });
    const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
    expect(after).toBe("Well Hi \\*Ana\\*, {{order number}} of Lena yes");
    expect(after.slice(edit.start, edit.end)).toBe("{{order number}}");
    const done = takeEdit("/hi", 3, 0, { insert: "Good day!", kind });
    expect([done.insert, done.start, done.end]).toEqual(["Good day!", 9, 9]);
  });
});

describe("emoji", () => {
  const all = [
    { emoji: "🙂", label: "slightly smiling face", tags: ["smile"] },
    { emoji: "😀", label: "grinning face", tags: ["smile"] },
    { emoji: "👍", label: "thumbs up", tags: ["+1", "yes"] },
  ];
  test("are found by name and tag, those used lately first", () => {
    expect(inserts(emojiSuggestions("thumbs_up", all, []))).toEqual(["👍"]);
    expect(inserts(emojiSuggestions("+1", all, []))).toEqual(["👍"]);
    expect(inserts(emojiSuggestions("smile", all, ["😀"]))).toEqual(["😀", "🙂"]);
    expect(inserts(emojiSuggestions("+9", all, []))).toEqual([]);
  });
});

describe("taking one", () => {
  const taken = (marked: string, insert: string) => {
    const caret = marked.indexOf("|");
    const text = marked.replace("|", "");
    const { from } = caretContext(text, caret)!;
    const edit = takeEdit(text, caret, from, { insert });
    const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
    return `${after.slice(0, edit.end)}|${after.slice(edit.end)}`;
  };
  test.each([
    ["Hi @an|", "@Ana Silva", "Hi @Ana Silva |"],
    ["Hi @an| and you", "@Ana Silva", "Hi @Ana Silva |and you"],
    ["#set|Prio x", "#setPriority", "#setPriority |x"],
    ["#createBug x sev|", "severity:", "#createBug x severity:|"],
    ["(#14|)", "#142", "(#142|)"],
  ])("%s with %s", (marked, insert, expected) => {
    expect(taken(marked, insert)).toBe(expected);
  });

  test("leaves what stands before and behind as it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: fc.constantFrom("a", " ", "\n", ".") }), (lead, trail) => {
        const text = `${lead}\n@an${trail}`;
        const caret = lead.length + 4;
        const edit = takeEdit(text, caret, lead.length + 1, { insert: "@Ana" });
        expect(text.slice(0, edit.from)).toBe(`${lead}\n`);
        expect(trail.endsWith(text.slice(edit.to))).toBe(true);
        expect(trail.slice(0, edit.to - caret)).toMatch(/^a* ?$/);
      }),
    );
  });

  test("what stands there already leaves Enter alone, unless it names somebody", () => {
    expect(isTaken("#CLOSE", 6, 0, { kind: "command", tag: "close", key: "close", insert: "#close" })).toBe(
      true,
    );
    expect(isTaken("#clos", 5, 0, { kind: "command", tag: "close", key: "close", insert: "#close" })).toBe(
      false,
    );
    const [named] = nameSuggestions([ana]);
    expect(isTaken("@Ana Silva", 10, 0, named!)).toBe(false);
  });
});
