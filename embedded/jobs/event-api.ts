import type { IncomingMessage, ServerResponse } from "node:http";
import type { Engine } from "./engine";
import { acceptEvents, type IncomingEvent } from "./events";
import { Refusal, readText, sendJson } from "./http-body";
import { eventIds } from "./ids";
import { reason } from "./log";
import { sameText } from "./signature";

const MAX_BYTES = 3 * 1024 * 1024;
const MAX_EVENTS = 5_000;
/** Deeper values could be stored but not walked: the SDK and the canonical form both recurse. */
const MAX_DEPTH = 200;

/** POST /e/:key with one event or a list of them. The answer comes once they are stored. */
export async function receiveEvents(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
): Promise<void> {
  if (engine.config.eventKey !== undefined && !sameText(key, engine.config.eventKey))
    return sendJson(response, 401, { ids: [], status: 401, error: "Event key not found" });
  let incoming: IncomingEvent[];
  try {
    const seed = request.headers["x-inngest-event-id-seed"];
    incoming = readEvents(await readText(request, MAX_BYTES), Array.isArray(seed) ? seed[0] : seed);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400;
    // What is left of a body that was too large would be read as the next request.
    if (status === 413) response.setHeader("connection", "close");
    return sendJson(response, status, { ids: [""], status, error: reason(error) });
  }
  await acceptEvents(engine, incoming);
  sendJson(response, 200, { ids: incoming.map((item) => item.id), status: 200 });
}

/**
 * Checks what a sender wrote and gives each event its id.
 * @throws Refusal saying what is wrong, and with which event when there are several.
 */
export function readEvents(text: string, seed: string | undefined): IncomingEvent[] {
  const list = [parseJson(text)].flat(1);
  if (list.length === 0) throw new Refusal(400, "there is no event in the body");
  if (list.length > MAX_EVENTS)
    throw new Refusal(400, `there are more than ${MAX_EVENTS} events in the body`);
  const ids = eventIds(seed, list.length);
  return list.map((item, index) => {
    const where = list.length > 1 ? `event ${index + 1}: ` : "";
    const id = ids[index] ?? "";
    const fields = asObject(item);
    if (!fields) throw new Refusal(400, `${where}an event must be an object`);
    const { name, data, id: sendersId, ts } = fields;
    if (typeof name !== "string" || name === "") throw new Refusal(400, `${where}event name is empty`);
    if (name.length > 256 || hasControlCharacters(name))
      throw new Refusal(400, `${where}event name is longer than 256 characters or has control characters`);
    if (name.startsWith("inngest/"))
      throw new Refusal(400, `${where}event name is reserved for internal use: ${name}`);
    if (data !== undefined && data !== null && !asObject(data))
      throw new Refusal(400, `${where}event data must be an object`);
    if (sendersId !== undefined && sendersId !== null && typeof sendersId !== "string")
      throw new Refusal(400, `${where}event id must be a text`);
    if (ts !== undefined && ts !== null && !isMoment(ts))
      throw new Refusal(400, `${where}event ts must be milliseconds since 1970`);
    if (depth(fields) > MAX_DEPTH)
      throw new Refusal(400, `${where}event data is nested deeper than ${MAX_DEPTH} levels`);
    return {
      id,
      sendersId: sendersId || undefined,
      event: {
        ...fields,
        id: sendersId || id,
        name,
        data: asObject(data) ?? {},
        ts: isMoment(ts) && ts > 0 ? ts : Date.now(),
      },
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `the body is not JSON: ${reason(error)}`);
  }
}

const hasControlCharacters = (text: string) =>
  [...text].some((letter) => letter < " " || letter === "\u007f");

function asObject(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Years beyond 9999 are not dates to Postgres. */
const isMoment = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 && value < 253_402_300_800_000;

/** Level by level rather than by recursion, which is what too deep a value would break. */
function depth(value: unknown): number {
  let levels = 0;
  for (let level: unknown[] = [value]; level.length > 0; levels++) {
    level = level.flatMap((item) => (item !== null && typeof item === "object" ? Object.values(item) : []));
    if (levels > MAX_DEPTH) break;
  }
  return levels;
}
