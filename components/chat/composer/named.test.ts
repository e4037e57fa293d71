import { expect, test } from "vitest";
import type { Mention } from "@/lib/domain/chats/views";
import { namedIn, withMention } from "./named";

const ana: Mention = { kind: "member", id: "1", name: "Ana Silva" };
const other: Mention = { kind: "member", id: "2", name: "Ana Silva" };
const team: Mention = { kind: "team", id: "1", name: "Ночная смена" };

test("whose name was changed or taken out of the text is not named", () => {
  expect(namedIn("@Ana Silva, @Ночная смена!", [ana, team])).toEqual([ana, team]);
  expect(namedIn("@Ana Silv", [ana])).toEqual([]);
  expect(namedIn("@Ana Silvana", [ana])).toEqual([]);
  expect(namedIn("mail@Ana Silva", [ana])).toEqual([]);
});

test("of two who are called alike it is the one who was chosen last, unless both are named", () => {
  expect(withMention([ana], "@an", other)).toEqual([other]);
  expect(withMention([ana], "@Ana Silva and @an", other)).toEqual([ana, other]);
  expect(withMention([ana], "@Ana Silva and @an", ana)).toEqual([ana]);
  // A team may have the id of a person.
  expect(withMention([ana], "@Ana Silva and @ноч", team)).toEqual([ana, team]);
});
