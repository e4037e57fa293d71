import fc from "fast-check";
import { expect, test } from "vitest";
import { pictureOf } from "./picture";

const from = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

const png = from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAC0lEQVR4nGNgwAcAABoAAdvQ7BsAAAAASUVORK5CYII=",
);
const webp = from("UklGRhoAAABXRUJQVlA4TA0AAAAvAUABAAcQERGIiP4HAA==");
const jpeg = new Uint8Array([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0],
  ...[0xff, 0xc2, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xff, 0xd9],
]);

test.each([
  ["PNG", png, { type: "image/png", width: 2, height: 3 }],
  ["JPEG", jpeg, { type: "image/jpeg", width: 2, height: 3 }],
  ["WebP", webp, { type: "image/webp", width: 2, height: 6 }],
])("%s is known by its content, with its size", (_name, bytes, found) => {
  expect(pictureOf(bytes)).toEqual(found);
});

test.each([
  ["SVG", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")],
  ["HTML", new TextEncoder().encode("<html><script>alert(1)</script>")],
  ["GIF", new TextEncoder().encode("GIF89a\u0001\u0000\u0001\u0000")],
  ["nothing", new Uint8Array()],
])("%s is refused", (_name, bytes) => expect(pictureOf(bytes)).toBeNull());

test("any bytes get an answer in time, cut off anywhere or with rubbish behind a right start", () => {
  const starts = fc.constantFrom(png, jpeg, webp);
  fc.assert(
    fc.property(starts, fc.nat(40), fc.uint8Array({ maxLength: 300 }), (start, keep, rest) => {
      const found = pictureOf(new Uint8Array([...start.slice(0, keep), ...rest]));
      if (found) expect(found.width >= 0 && found.height >= 0).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
