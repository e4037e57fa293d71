import sharp from "sharp";
import { AppError } from "@/lib/core/errors";
import { Slots } from "@/lib/core/slots";

/** Images that browsers show and that can't do anything but be shown, by what the decoder calls them. */
const inert = {
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
} as const;

export type Thumbnail = {
  bytes: Uint8Array;
  /** Of the whole image: its type, and its size in pixels as it is seen (turned as the camera noted). */
  type: string;
  width: number;
  height: number;
};

const thumbnailSide = 640;
/** An image of more pixels is kept as a file: decoding it could take all memory, however few bytes it has. */
export const mostPixels = 50_000_000;
const mostSeconds = 10;

/** Decoding takes much memory and whole cores, so few at a time. */
const slots = new Slots(2, 30_000, () => new AppError("UNAVAILABLE", { retryAfter: 5 }));

let isReady = false;

/** Nothing but the decoders of these images may ever run: an SVG or a document in disguise meets none. */
function prepare(): void {
  if (isReady) return;
  isReady = true;
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((name) => `VipsForeignLoad${name}`),
  });
}

/**
 * A small picture of an image, without what the camera wrote into it (place, time, owner); of an animation the first
 * frame. Null for what is no image, is broken, or is too large to be decoded safely.
 * @param contentType what the file's first bytes say
 * @throws AppError UNAVAILABLE when too many wait
 */
export async function thumbnailOf(path: string, contentType: string): Promise<Thumbnail | null> {
  if (!/^image\/(png|apng|jpeg|gif|webp|avif)$/.test(contentType)) return null;
  prepare();
  return slots.use(async () => {
    try {
      return await decode(path);
    } catch {
      // Broken, too large, or too slow: it stays a file that can be fetched.
      return null;
    }
  });
}

async function decode(path: string): Promise<Thumbnail | null> {
  const image = sharp(path, { limitInputPixels: mostPixels, failOn: "error", sequentialRead: true });
  const { format, compression, autoOrient } = await image.metadata();
  const type = inert[(format === "heif" && compression === "av1" ? "avif" : format) as keyof typeof inert];
  if (!type || autoOrient.width < 1 || autoOrient.height < 1) return null;
  const bytes = await image
    .autoOrient()
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: "inside", withoutEnlargement: true })
    .timeout({ seconds: mostSeconds })
    .webp({ quality: 78 })
    .toBuffer();
  return { bytes, type, width: autoOrient.width, height: autoOrient.height };
}
