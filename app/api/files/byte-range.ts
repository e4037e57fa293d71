export type ByteRange = { start: number; end: number };

/**
 * The part of a file that a request asks for, last byte included; null for the whole. Several parts at once, or of what
 * was another file before, are answered with the whole, as they may be.
 */
export function byteRange(
  headers: Pick<Headers, "get">,
  size: number,
  etag?: string,
): ByteRange | "unsatisfiable" | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.get("range") ?? "") ?? [];
  const since = headers.get("if-range");
  if ((!first && !last) || (since !== null && since !== etag)) return null;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
  if (first && last && Number(last) < start) return null;
  return start <= end ? { start, end } : "unsatisfiable";
}
