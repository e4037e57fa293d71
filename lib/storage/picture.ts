export type Picture = { type: "image/png" | "image/jpeg" | "image/webp"; width: number; height: number };

/**
 * What a picture is by its content, whatever its name or header says, and its size in pixels, without decoding it;
 * null for anything else.
 */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(data) ?? jpeg(data) ?? webp(data);
  } catch (error) {
    // Cut off in the middle of its own header.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function png(data: Buffer): Picture | null {
  if (!data.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return null;
  if (data.toString("latin1", 12, 16) !== "IHDR") return null;
  return { type: "image/png", width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
}

function jpeg(data: Buffer): Picture | null {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at < data.length; ) {
    if (data.readUInt8(at) !== 0xff) return null;
    const marker = data.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: "image/jpeg", height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    // Fill bytes stand alone; every other segment before the frame says how long it is.
    at += marker === 0xff ? 1 : 2 + Math.max(2, data.readUInt16BE(at + 2));
  }
  return null;
}

function webp(data: Buffer): Picture | null {
  if (data.toString("latin1", 0, 4) !== "RIFF" || data.toString("latin1", 8, 12) !== "WEBP") return null;
  const type = "image/webp";
  switch (data.toString("latin1", 12, 16)) {
    case "VP8X":
      return { type, width: 1 + data.readUIntLE(24, 3), height: 1 + data.readUIntLE(27, 3) };
    case "VP8 ":
      return { type, width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = data.readUInt32LE(21);
      return { type, width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    default:
      return null;
  }
}
