import { v5, v7, validate, version } from "uuid";

/** A time-ordered id (UUIDv7). */
export const newId = (): string => v7();

/** When such an id was made, in milliseconds: a UUIDv7 begins with its time. */
export const timeOfId = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

/** The same id for the same name, each time: what is made because of something is made once. */
export const idFrom = (name: string): string => v5(name, namespace);
const namespace = "5f3b3c4e-6d0f-4c39-9c41-0f6d8a3b7e52";

/** Whether a client-made id is a UUIDv7, as clients must make them. */
export const isClientId = (id: string): boolean => validate(id) && version(id) === 7;
