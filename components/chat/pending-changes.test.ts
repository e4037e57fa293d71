import { describe, expect, test } from "vitest";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { withPending } from "./pending-changes";

const me = { id: "me", name: "Me" };
const other = { id: "other", name: "Other" };
const entry = (over: Partial<MemberEntry> = {}): MemberEntry => ({
  id: "m",
  seq: 1,
  publicSeq: 1,
  rev: 1,
  kind: "message",
  author: { kind: "member", ...me, avatar: null },
  body: "As it is",
  replyTo: null,
  mentions: [],
  files: [],
  reactions: [],
  event: null,
  at: "2026-02-28T10:00:00.000Z",
  editedAt: null,
  deleted: false,
  ...over,
});
const reactions = (given: MemberEntry["reactions"], change: [string, boolean][]) =>
  withPending(entry({ reactions: given }), { reactions: new Map(change) }, me).reactions;

describe("a change that the server has not answered", () => {
  test("shows the new words, or none", () => {
    expect(withPending(entry(), undefined, me)).toEqual(entry());
    expect(withPending(entry(), { body: "As it will be" }, me)).toMatchObject({ body: "As it will be" });
    expect(
      withPending(entry({ reactions: [{ emoji: "👍", by: [other] }] }), { deleted: true }, me),
    ).toMatchObject({
      deleted: true,
      body: "",
      reactions: [],
    });
  });

  test("adds one's reaction to others', or as the first", () => {
    expect(reactions([], [["👍", true]])).toEqual([{ emoji: "👍", by: [me] }]);
    expect(reactions([{ emoji: "👍", by: [other] }], [["👍", true]])).toEqual([
      { emoji: "👍", by: [other, me] },
    ]);
    expect(reactions([{ emoji: "👍", by: [me] }], [["👍", true]])).toEqual([{ emoji: "👍", by: [me] }]);
  });

  test("takes it away, and the emoji with the last one", () => {
    expect(reactions([{ emoji: "👍", by: [me, other] }], [["👍", false]])).toEqual([
      { emoji: "👍", by: [other] },
    ]);
    expect(reactions([{ emoji: "👍", by: [me] }], [["👍", false]])).toEqual([]);
    expect(reactions([], [["👍", false]])).toEqual([]);
  });
});
