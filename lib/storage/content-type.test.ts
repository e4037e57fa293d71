import fc from "fast-check";
import { expect, test } from "vitest";
import { contentTypeOf, unknownType } from "./content-type";

const bytes = (text: string) => new TextEncoder().encode(text);
const from = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const typeOf = (sample: Uint8Array, isWhole = true) => contentTypeOf(sample, isWhole);

const gif = "GIF89a\u0001\u0000\u0001\u0000";

test.each([
  [
    "a PNG",
    from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAABoAAdvQ7BsAAAAASUVORK5CYII="),
    "image/png",
  ],
  ["a WebP", from("UklGRhoAAABXRUJQVlA4TA0AAAAvAUABAAcQERGIiP4HAA=="), "image/webp"],
  ["a GIF", bytes(gif), "image/gif"],
  ["a GIF that is a script too", bytes(`${gif}/*<script>*/=1;alert(1)`), "image/gif"],
  ["a PDF that holds a page", bytes("%PDF-1.7\n<html><script>alert(1)</script>"), "application/pdf"],
  ["prose", bytes("Привет, 👋\r\n\tthere\n"), "text/plain"],
  ["a page", bytes("<!doctype html><html><script>alert(1)</script>"), "text/plain"],
  ["an SVG", bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), "text/plain"],
  ["an SVG after its prologue", bytes('<?xml version="1.0"?><svg onload="alert(1)"/>'), "text/plain"],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0]), "text/plain"],
  ["a text with a zero", bytes("a\u0000b"), unknownType],
  ["bytes that are no UTF-8", new Uint8Array([0xc3, 0x28, 0xa0, 0xa1]), unknownType],
])("%s is known by what it is", async (_, sample, type) => expect(await typeOf(sample)).toBe(type));

test("a text that is cut in the middle of a character is still a text", async () => {
  const cut = bytes("я").slice(0, 1);
  expect(await typeOf(cut, false)).toBe("text/plain");
  expect(await typeOf(cut, true)).toBe(unknownType);
});

test("any bytes get an answer of the shape of a type, also behind a right beginning", async () => {
  const starts = [
    "",
    gif,
    "%PDF-1.7",
    "PK\u0003\u0004",
    "RIFF\u0000\u0000\u0000\u0000WEBP",
    "\u0000\u0000\u0000\u0020ftypavif",
    "0&²u\u008ef",
    "ID3\u0004",
    "OggS",
    "\u001aEß£",
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 2_000 }), async (start, rest) => {
      const sample = Buffer.concat([Buffer.from(start, "latin1"), rest]);
      expect(await typeOf(sample)).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
    }),
    { numRuns: 500 },
  );
});
