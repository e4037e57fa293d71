import type { z } from "zod";

/** A kind of fact: its name (`noun.past_verb`) and the shape of what it carries, ids and plain values only. */
export type DomainEvent<S extends z.ZodType = z.ZodType> = { name: string; schema: S };

/** Schemas must not transform: what is stored is read again by every consumer. */
export function defineEvent<S extends z.ZodType>(name: string, schema: S): DomainEvent<S> {
  return { name, schema };
}

export type ActorKind = "member" | "customer" | "system";

/** An event as stored, and as handed to those who publish it. */
export type StoredEvent = {
  id: string;
  workspaceId: string;
  name: string;
  payload: Record<string, unknown>;
  subjectId: string;
  actorKind: ActorKind;
  actorId: string | null;
  requestId: string | null;
  createdAt: Date;
};
