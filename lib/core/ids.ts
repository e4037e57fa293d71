import { v7, validate, version } from "uuid";

/** A time-ordered id (UUIDv7). */
export const newId = (): string => v7();

/** Whether a client-made id is a UUIDv7, as clients must make them. */
export const isClientId = (id: string): boolean => validate(id) && version(id) === 7;
