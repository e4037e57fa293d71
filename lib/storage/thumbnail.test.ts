import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { thumbnailOf } from "./thumbnail";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "flowra-thumbnail-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function kept(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, "image.bin");
  await writeFile(path, bytes);
  return path;
}
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#4b4ad5" } });

describe("of an image", () => {
  test.each(["png", "jpeg", "gif", "webp", "avif"] as const)("%s a small picture is made", async (format) => {
    const path = await kept(await picture(1_000, 500).toFormat(format).toBuffer());
    const thumbnail = await thumbnailOf(path, `image/${format}`);
    expect(thumbnail).toMatchObject({ type: `image/${format}`, width: 1_000, height: 500 });
    const { format: made, width, height } = await sharp(thumbnail!.bytes).metadata();
    expect({ made, width, height }).toEqual({ made: "webp", width: 640, height: 320 });
  });

  test("that the camera held upright its sides change places, and what the camera wrote is gone", async () => {
    const taken = await picture(300, 200)
      .jpeg()
      .withExif({ IFD0: { Orientation: "6", Artist: "Somebody" }, IFD3: { GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const thumbnail = await thumbnailOf(await kept(taken), "image/jpeg");
    expect(thumbnail).toMatchObject({ width: 200, height: 300 });
    const { width, height, exif, xmp, icc, orientation } = await sharp(thumbnail!.bytes).metadata();
    expect({ width, height, exif, xmp, icc, orientation }).toEqual({ width: 200, height: 300 });
  });

  test("that is small already the picture isn't larger", async () => {
    const thumbnail = await thumbnailOf(await kept(await picture(20, 10).png().toBuffer()), "image/png");
    expect((await sharp(thumbnail!.bytes).metadata()).width).toBe(20);
  });

  test("of too many pixels there is none, however few bytes it has, and nothing is decoded", async () => {
    const bomb = pngOf(8_000, 8_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await thumbnailOf(await kept(bomb), "image/png")).toBeNull();
  });

  test("of many a few are made at a time, and none is lost", async () => {
    const path = await kept(await picture(900, 900).png().toBuffer());
    const all = await Promise.all(Array.from({ length: 12 }, () => thumbnailOf(path, "image/png")));
    expect(all.filter((one) => one?.width === 900)).toHaveLength(12);
  });
});

describe("nothing is decoded", () => {
  test.each([
    [
      "an SVG that calls itself a PNG",
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      "image/png",
    ],
    [
      "an SVG behind the beginning of a GIF",
      'GIF89a<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      "image/gif",
    ],
    ["a page", "<html><script>1</script></html>", "image/webp"],
    ["nothing", "", "image/png"],
  ])("of %s", async (_, content, type) => expect(await thumbnailOf(await kept(content), type)).toBeNull());

  test("of a type that isn't on the list, even if the decoder knows it", async () => {
    const tiff = await kept(await picture(9, 9).tiff().toBuffer());
    expect(await thumbnailOf(tiff, "image/tiff")).toBeNull();
    expect(await thumbnailOf(tiff, "image/png")).toBeNull();
  });

  test("of what breaks off", async () => {
    const whole = await picture(500, 500).png().toBuffer();
    expect(await thumbnailOf(await kept(whole.subarray(0, whole.length - 40)), "image/png")).toBeNull();
  });
});

/** A PNG of one colour and one bit a pixel, whose few bytes unpack to a great many. */
function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc32(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
