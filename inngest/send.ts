import type { StoredEvent } from "@/lib/core/events";
import { inngest } from "./client";
import { triggers } from "./triggers";

/**
 * Hands domain events to the job service, those that a function waits for. The outbox row's id is the event's id,
 * so a repeated dispatch starts nothing twice. @throws when the service doesn't take them
 */
export async function sendJobEvents(events: StoredEvent[]): Promise<void> {
  const wanted = events.filter((event) => triggers.has(event.name));
  if (wanted.length === 0) return;
  await inngest().send(
    wanted.map(({ id, name, workspaceId, payload, createdAt }) => ({
      id,
      name,
      data: { ...payload, workspaceId },
      ts: createdAt.getTime(),
    })),
  );
}
