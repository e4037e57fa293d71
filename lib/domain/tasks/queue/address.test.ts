import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatQueueAddress, parseQueueAddress } from "./address";
import { sameTickets, standardPlace, standardViews } from "./place";
import { anyPlace } from "./testing/any-place";

const parse = (address: string) => parseQueueAddress(new URLSearchParams(address));

describe("the address of the queue", () => {
  it("brings back every place", () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const { place: found, problems } = parse(formatQueueAddress(place).toString());
        expect(problems).toEqual([]);
        expect(found).toEqual(place);
      }),
    );
  });

  it("never fails, and says the same of what it understood", () => {
    const names = ["view", "status", "assignee", "created", "sort", "group", "columns", "widths", "q", "x"];
    const params = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 60 })));
    fc.assert(
      fc.property(params, (params) => {
        const { place } = parseQueueAddress(new URLSearchParams(params));
        expect(parse(formatQueueAddress(place).toString())).toEqual({ place, problems: [] });
      }),
    );
  });

  it.each(standardViews)("calls the view %s by its name alone", (view) => {
    expect(formatQueueAddress(standardPlace(view)).toString()).toBe(`view=${view}`);
  });

  it.each([
    ["columns=number,colour", "columns", "colour"],
    ["status=open,lost", "status", "lost"],
    ["sort=colour", "sort", "colour"],
    ["group=weekday", "group", "weekday"],
    ["view=nobodys", "view", "nobodys"],
    ["created=2026-02-30..", "created", "2026-02-30.."],
    ["updated=2026-03-01..2026-02-01", "updated", "2026-03-01..2026-02-01"],
    ["widths=subject:9000", "widths", "subject:9000"],
    ["assignee=1", "assignee", "1"],
    ["colour=red", "colour", "red"],
  ])("names what it leaves out of %s", (address, name, value) => {
    expect(parse(address).problems).toEqual([{ name, value }]);
  });

  it("lets a view's own filter stand where what was said instead makes no sense", () => {
    expect(parse("view=mine&assignee=somebody").place.filters.assignee).toEqual(["me"]);
    expect(parse("view=mine&assignee=any").place.filters.assignee).toEqual([]);
  });

  it("keeps the subject among the columns", () => {
    expect(parse("columns=status").place.columns).toEqual(["subject", "status"]);
  });

  it("knows the same tickets in other columns", () => {
    const { place } = parse("status=open,new&columns=number,subject");
    expect(sameTickets(place, parse("status=new,open").place)).toBe(true);
    expect(sameTickets(place, parse("status=new").place)).toBe(false);
  });
});
