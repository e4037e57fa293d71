const side = 512;

/**
 * The middle of a picture as a square of at most 512 pixels. Drawing it anew leaves behind where and with what it was
 * taken, and makes large photos small before they are sent.
 * @throws when the browser can't read the file as a picture
 */
export async function squarePicture(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const from = Math.min(bitmap.width, bitmap.height);
  const size = Math.min(from, side);
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const [left, top] = [(bitmap.width - from) / 2, (bitmap.height - from) / 2];
  canvas.getContext("2d")?.drawImage(bitmap, left, top, from, from, 0, 0, size, size);
  bitmap.close();
  // Browsers that can't write WebP give a PNG.
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", 0.9));
  if (!blob) throw new Error("The picture could not be drawn.");
  return blob;
}
