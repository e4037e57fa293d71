import { signedQuery } from "@/lib/storage/signed-link";

/** An address of an uploaded picture that works for a day or two, or null where initials stand in. */
export const avatarUrl = (key: string | null): string | null =>
  key ? `/api/${key}?${signedQuery(key)}` : null;
