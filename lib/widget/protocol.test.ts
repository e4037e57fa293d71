import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack, readToFrame, readToHost, type Sender } from "./protocol";

const frame = {} as MessageEventSource;
const from: Sender = { origin: "https://flowra.example", source: frame };
const event = (data: unknown, origin = from.origin, source: MessageEventSource | null = frame) => ({
  data,
  origin,
  source,
});

describe("messages between the frame and its page", () => {
  it("reads what the other side packs", () => {
    expect(readToHost(event(pack({ type: "ready" })), from)).toEqual({ type: "ready" });
    expect(readToHost(event(pack({ type: "close" })), from)).toEqual({ type: "close" });
    expect(readToHost(event(pack({ type: "unread", count: 3 })), from)).toEqual({ type: "unread", count: 3 });
    const keep = { type: "keep", key: "flowra.customer.shop", value: "secret" } as const;
    expect(readToHost(event(pack(keep)), from)).toEqual(keep);
    expect(readToHost(event(pack({ ...keep, value: null })), from)).toEqual({ ...keep, value: null });
    const kept = { type: "kept", entries: { "flowra.customer.shop": "secret" } } as const;
    expect(readToFrame(event(pack(kept)), from)).toEqual(kept);
    expect(readToFrame(event(pack({ type: "shown" })), from)).toEqual({ type: "shown" });
    expect(readToFrame(event(pack({ type: "hidden" })), from)).toEqual({ type: "hidden" });
  });

  it.each([
    ["another origin", "https://flowra.example.evil", frame],
    ["the same host by another scheme", "http://flowra.example", frame],
    ["a sandboxed page", "null", frame],
    ["another window of the right origin", from.origin, {} as MessageEventSource],
    ["no window", from.origin, null],
  ])("refuses a well-formed message from %s", (_, origin, source) => {
    expect(readToHost(event(pack({ type: "close" }), origin, source), from)).toBeNull();
    expect(readToFrame(event(pack({ type: "shown" }), origin, source), from)).toBeNull();
  });

  it("takes nothing before there is a frame, even from no window", () => {
    const none = { origin: from.origin, source: undefined };
    expect(readToHost({ ...event(pack({ type: "close" })), source: null }, none)).toBeNull();
  });

  it.each([-1, 1.5, 1000, Number.NaN, Number.POSITIVE_INFINITY, "3", null, [3], { valueOf: () => 3 }])(
    "refuses %s as a count",
    (count) => {
      expect(readToHost(event({ flowra: 1, type: "unread", count }), from)).toBeNull();
    },
  );

  it.each([
    ["session", "1"],
    ["flowra.", "1"],
    ["flowra.a b", "1"],
    ["flowra.customer.shop", "x".repeat(100_001)],
    ["flowra.customer.shop", 5],
    ["flowra.customer.shop", undefined],
    ["flowra.customer.shop", { toString: () => "x" }],
  ])("keeps nothing under %s of %s", (key, value) => {
    expect(readToHost(event({ flowra: 1, type: "keep", key, value }), from)).toBeNull();
    expect(readToFrame(event({ flowra: 1, type: "kept", entries: { [key]: value } }), from)).toBeNull();
  });

  it("never passes on more than it knows, and takes no direction for the other", () => {
    const message = { ...pack({ type: "close" }), html: "<b>", count: 9 };
    expect(readToHost(event(message), from)).toEqual({ type: "close" });
    expect(readToFrame(event(message), from)).toBeNull();
    expect(readToHost(event(pack({ type: "shown" })), from)).toBeNull();
    expect(readToHost(event({ flowra: 2, type: "close" }), from)).toBeNull();
  });

  it("survives anything", () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(readToHost(event(data), from)).toBeNull();
        expect(readToFrame(event(data), from)).toBeNull();
      }),
    );
  });
});
