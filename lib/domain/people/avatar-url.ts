/** The address of an uploaded picture, or null where initials stand in. */
export const avatarUrl = (key: string | null): string | null => (key ? `/api/avatars/${key}` : null);
