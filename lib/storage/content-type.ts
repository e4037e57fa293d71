import { fileTypeFromBuffer } from "file-type";

/** How much of a file is looked at: enough for every signature, and for the first entries of a zip (office files). */
export const sampleBytes = 64 * 1024;

export const unknownType = "application/octet-stream";

/**
 * What a file is by its content, whatever its name or sender says. Text of any kind is `text/plain`: markup is never
 * told apart from prose, since nothing here shows it as anything else.
 * @param sample the file's first bytes
 * @param isWhole the sample is all of it
 */
export async function contentTypeOf(sample: Uint8Array, isWhole: boolean): Promise<string> {
  // What begins UTF-16 begins some sound as well, which is hardly ever readable.
  const wide = wideEncodingOf(sample);
  if (wide && isText(sample, wide, isWhole)) return "text/plain";
  const mime = await signatureOf(sample);
  if (mime && /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(mime) && !isMarkup(mime)) return mime;
  return isText(sample, "utf-8", isWhole) ? "text/plain" : unknownType;
}

function wideEncodingOf([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

async function signatureOf(sample: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(sample))?.mime;
  } catch {
    // Cut off in the middle of what its signature promises, on purpose or not.
    return undefined;
  }
}

const isMarkup = (mime: string) => /\b(xml|html|svg)\b/.test(mime);

/** Whether it can be read, without characters that no text has. */
function isText(sample: Uint8Array, encoding: string, isWhole: boolean): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: !isWhole });
    return !/[\p{Cc}--[\t\n\v\f\r]]/v.test(text);
  } catch {
    return false;
  }
}
