import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostCommands, tags } from "@/lib/hashtags/tags";
import { type Called, previewCommands } from "./preview-commands";
import type { CommandPlace } from "./views";

const place: CommandPlace = {
  zone: "Europe/Lisbon",
  titled: true,
  mayCreate: true,
  tags: ["late", "needs refund", "VIP"],
  task: { type: "ticket", number: 1, status: "open", mayChange: true },
};
type Around = { place?: Partial<CommandPlace>; people?: string[]; called?: (name: string) => Called };

function preview(text: string, { place: given, people = [], called = () => null }: Around = {}) {
  const now = Date.parse("2026-12-02T12:00Z");
  return previewCommands(text, { place: { ...place, ...given }, now, people, called }).map(
    ({ action, refusal }) => refusal ?? action,
  );
}
const reasons = (text: string, around?: Around) =>
  preview(text, around).map((one) => ("reason" in one ? one.reason : one.do));
const nowhere = { place: { task: null } };

describe("what commands would do", () => {
  test("is what they say, each for itself", () => {
    expect(preview("Hello #setPriority high #assign @me\n#setDueDate +2d")).toEqual([
      { do: "setPriority", priority: "high" },
      { do: "assign", to: { kind: "me" } },
      { do: "setDueDate", dueOn: "2026-12-04" },
    ]);
    expect(preview("Hello, #nothing and `#close`")).toEqual([]);
  });

  test("what can't be understood is refused with what would be right", () => {
    expect(preview("#setPriority soon #close")).toMatchObject([
      {
        tag: "setPriority",
        reason: "value_unknown",
        given: "soon",
        values: ["low", "normal", "high", "urgent"],
      },
      { do: "close" },
    ]);
  });

  test("needs a task, which a command before may make", () => {
    expect(reasons("#setPriority high", nowhere)).toEqual(["no_task"]);
    expect(reasons("#createBug A #setSeverity major #setStatus todo", nowhere)).toEqual([
      "create",
      "setSeverity",
      "setStatus",
    ]);
    expect(reasons("#setPriority high #createTask A", nowhere)).toEqual(["no_task", "create"]);
    expect(reasons("#createTask A priority:x #setStatus todo")).toEqual(["value_unknown", "after_refused"]);
  });

  test("follows each status to the next one", () => {
    const at = (status: "new" | "open" | "resolved") => ({ place: { task: { ...place.task!, status } } });
    expect(reasons("#close #close", at("open"))).toEqual(["setStatus", "setStatus"].map(() => "close"));
    expect(reasons("#setStatus pending", at("resolved"))).toEqual(["status_not_allowed"]);
    expect(reasons("#reopen #setStatus pending", at("resolved"))).toEqual(["reopen", "setStatus"]);
    // Whoever answers opens it.
    expect(reasons("#reopen", at("new"))).toEqual(["reopen"]);
    expect(preview("#createBug A #setStatus done")[1]).toMatchObject({ values: ["todo", "cancelled"] });
  });

  test("is refused to those who may not do it", () => {
    const task = { ...place.task!, mayChange: false };
    expect(reasons("#close #createTask A", { place: { task } })).toEqual(["refused", "create"]);
    expect(reasons("#createTask A", { place: { mayCreate: false } })).toEqual(["refused"]);
  });

  test("gives work only to somebody of that name, where it is known who is called so", () => {
    const called = (names: Called) => ({ called: () => names });
    expect(reasons("#assign @Ana", called(["Ana Horvat"]))).toEqual(["assign"]);
    expect(reasons("#assign @Ana", called(null))).toEqual(["assign"]);
    expect(preview("#assign @Ana", called([]))).toMatchObject([{ reason: "unknown_person", given: "Ana" }]);
    expect(preview("#createTask A assignee:@Ana", called(["Ana B", "Ana C"]))).toMatchObject([
      { reason: "ambiguous_person", param: "assignee", values: ["@Ana B", "@Ana C"] },
    ]);
    // Whom the message names is known.
    expect(reasons("#assign @Ana B", { people: ["Ana B"], called: () => [] })).toEqual(["assign"]);
  });

  test("a title may come from the words before, else from the chat", () => {
    const untitled = { place: { task: null, titled: false } };
    expect(reasons("#createTask", untitled)).toEqual(["title_missing"]);
    expect(reasons("Fix it #createTask", untitled)).toEqual(["create"]);
    expect(reasons("#createTask")).toEqual(["create"]);
  });

  test("those over the limit are refused once", () => {
    const all = reasons("#close ".repeat(mostCommands + 5));
    expect(all).toHaveLength(mostCommands + 1);
    expect(all.at(-1)).toBe("too_many");
  });

  test("never throws, whatever is written", () => {
    const piece = fc.constantFrom(
      ...Object.keys(tags).map((tag) => `#${tag} `),
      "high ",
      "@me ",
      "done ",
      "\n",
      '"',
      "x",
    );
    const text = fc.array(piece, { maxLength: 20 }).map((all) => all.join(""));
    fc.assert(
      fc.property(text, fc.boolean(), (written, hasTask) => {
        previewCommands(written, {
          place: hasTask ? place : { ...place, task: null },
          now: 0,
          people: [],
          called: () => null,
        });
      }),
    );
  });
});
