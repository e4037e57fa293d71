import { describe, expect, it } from "vitest";
import type { CustomerEntry } from "@/lib/domain/chats/views";
import { countUnread, type Line, linesOf, type MessageLine } from "./lines";

let count = 0;
function entry(over: Partial<CustomerEntry> = {}): CustomerEntry {
  count += 1;
  return {
    id: `m${count}`,
    seq: count,
    rev: count,
    kind: "message",
    author: { kind: "customer", name: null },
    body: "Hi",
    replyTo: null,
    files: [],
    event: null,
    at: "2026-02-28T10:00:00.000Z",
    editedAt: null,
    deleted: false,
    ...over,
  };
}
const ana = { kind: "member", name: "Ana", avatar: null } as const;
const types = (lines: Line[]) => lines.map((line) => line.type);
const messages = (lines: Line[]) => lines.filter((line): line is MessageLine => line.type === "message");

describe("the lines of a conversation", () => {
  it("puts a day above its first line, in the reader's zone", () => {
    const late = entry({ at: "2026-02-28T23:30:00.000Z" });
    const early = entry({ at: "2026-03-01T00:30:00.000Z" });
    expect(types(linesOf([late, early], [], null, "UTC"))).toEqual(["day", "message", "day", "message"]);
    expect(types(linesOf([late, early], [], null, "Europe/Berlin"))).toEqual(["day", "message", "message"]);
  });

  it("marks the first unread message of a member, not one's own nor an event", () => {
    const own = entry({ seq: 6 });
    const joined = entry({
      seq: 7,
      kind: "event",
      author: ana,
      event: { name: "joined", member: "Ana" },
    });
    const answer = entry({ seq: 8, author: ana });
    const lines = linesOf([own, joined, answer, entry({ seq: 9, author: ana })], [], 5, "UTC");
    expect(types(lines)).toEqual(["day", "message", "event", "new", "message", "message"]);
    expect(countUnread([own, joined, answer], 5)).toBe(1);
    expect(types(linesOf([own, answer], [], 8, "UTC"))).not.toContain("new");
    expect(types(linesOf([own, answer], [], null, "UTC"))).not.toContain("new");
  });

  it("shows a message once while its live copy has come before its answer", () => {
    const stored = entry({ id: "same" });
    const lines = linesOf([stored], [{ id: "same", body: "Hi", at: stored.at, failed: false }], null, "UTC");
    expect(messages(lines).map((line) => line.seq)).toEqual([stored.seq]);
  });

  it("groups what one person says within five minutes", () => {
    const at = (minute: number) => `2026-02-28T10:${String(minute).padStart(2, "0")}:00.000Z`;
    const said = [
      entry({ at: at(0), author: ana }),
      entry({ at: at(4), author: ana }),
      entry({ at: at(10), author: ana }),
      entry({ at: at(10), author: { ...ana, name: "Bo" } }),
    ];
    const groups = messages(linesOf(said, [], null, "UTC")).map(({ first, last }) => [first, last]);
    expect(groups).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it("leaves out an event that this version does not know", () => {
    const internal = entry({
      kind: "event",
      author: { kind: "system" },
      event: { name: "unheard_of" } as never,
    });
    expect(types(linesOf([internal], [], null, "UTC"))).toEqual(["day"]);
  });
});
