import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventFrame, parseFrame, textField } from "./frames";

describe("parseFrame", () => {
  it("understands every well-formed frame", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.string(),
        fc.jsonValue(),
        (event, channel, data) => {
          const parsed = parseFrame(JSON.stringify({ event, channel, data }));
          expect(parsed).toEqual({ event, channel, data: JSON.parse(JSON.stringify(data)) });
        },
      ),
    );
  });

  it("never throws, and gives a frame or null, whatever the text", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ event: value })),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const frame = parseFrame(text);
        expect(frame === null || (typeof frame.event === "string" && frame.event.length > 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    "",
    "null",
    "true",
    '"event"',
    "[]",
    "{}",
    '{"event":""}',
    '{"event":1}',
    '{"event":"e","channel":1}',
  ])("refuses %s", (text) => expect(parseFrame(text)).toBeNull());

  it("sees an object's own fields only", () => {
    expect(parseFrame('{"__proto__":{"event":"e"}}')).toBeNull();
    expect(textField(JSON.parse("{}"), "constructor")).toBeUndefined();
    expect(textField(JSON.parse('{"__proto__":"own"}'), "__proto__")).toBe("own");
  });
});

describe("eventFrame", () => {
  it("is a WebSocket text frame that says its own length, and keeps the data as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat({ max: 70_000 }), (text, padding) => {
        const data = text + "x".repeat(padding);
        const { length, payload } = unframed(eventFrame("e", "c", data));
        expect(Buffer.byteLength(payload)).toBe(length);
        expect(JSON.parse(payload)).toEqual({ event: "e", channel: "c", data });
      }),
    );
  });

  it.each([125, 126, 65_535, 65_536])("counts right where the header grows (%i bytes)", (size) => {
    const bare = unframed(eventFrame("e", "c", "")).length;
    expect(unframed(eventFrame("e", "c", "x".repeat(size - bare))).length).toBe(size);
  });
});

/** Reads a server's text frame as RFC 6455 describes it. */
function unframed(frame: Buffer): { length: number; payload: string } {
  expect(frame[0]).toBe(0x81);
  const short = frame[1] ?? 0;
  if (short === 126) return { length: frame.readUInt16BE(2), payload: frame.subarray(4).toString() };
  if (short === 127)
    return { length: Number(frame.readBigUInt64BE(2)), payload: frame.subarray(10).toString() };
  return { length: short, payload: frame.subarray(2).toString() };
}
