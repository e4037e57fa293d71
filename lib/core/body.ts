import type { DoorRequest } from "./door";
import { AppError, invalid } from "./errors";

/** What has a body that can be read: web requests too. */
type Sent = Pick<DoorRequest, "headers" | "body">;

/**
 * The body of a request, read no further than allowed: one that names no length must not fill the memory either.
 * @throws AppError INVALID naming `field`
 */
export async function readBytes(
  request: Sent,
  mostBytes: number,
  field = "body",
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of readParts(request, mostBytes, field)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * The body of a request part by part, for what must not be held as a whole.
 * @throws AppError INVALID naming `field`, at the latest once more has come than is allowed
 */
export async function* readParts(
  request: Sent,
  mostBytes: number,
  field: string,
): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge(field, mostBytes);
  let size = 0;
  // Leaving the loop early ends the reading too.
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > mostBytes) throw tooLarge(field, mostBytes);
    yield part;
  }
}

/** As `readBytes`, as text. @throws AppError INVALID naming `body` */
export async function readText(request: Sent, mostBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, mostBytes));
}

/** The fields of a form as browsers encode it. @throws AppError INVALID naming `body` */
export async function readForm(request: Sent, mostBytes = 16 * 1024): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) throw invalid("body", "not_a_form");
  return new URLSearchParams(await readText(request, mostBytes));
}

const tooLarge = (field: string, limit: number) =>
  new AppError("INVALID", { fields: [{ field, problem: "too_large", values: { limit } }] });
