/** A member as others see them beside what they do. */
export type PersonRef = { id: string; name: string; avatar: string | null };
