import { AsyncLocalStorage } from "node:async_hooks";
import { type Inngest, Middleware } from "inngest";

export type SentEvent = { name: string; data?: Record<string, unknown>; id?: string };

const catching = new AsyncLocalStorage<SentEvent[]>();
const prepared = new WeakSet<Inngest.Any>();

/** Runs something whose events, sent through the client, are collected instead of being sent. */
export function captureEvents<T>(client: Inngest.Any, into: SentEvent[], work: () => Promise<T>): Promise<T> {
  if (!prepared.has(client)) {
    client.middleware.push(CaptureMiddleware);
    prepared.add(client);
  }
  return catching.run(into, work);
}

class CaptureMiddleware extends Middleware.BaseMiddleware {
  readonly id = "flowra:capture-events";

  override async wrapSendEvent({ events, next }: Middleware.WrapSendEventArgs) {
    const into = catching.getStore();
    if (!into) return next();
    const from = into.length;
    into.push(...events.map(({ name, data, id }) => ({ name, id, data: data as SentEvent["data"] })));
    return { ids: events.map((event, index) => event.id ?? `event-${from + index}`) };
  }
}
