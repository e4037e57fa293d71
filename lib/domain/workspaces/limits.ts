/** The largest number of tickets in hand up to which somebody may be given new ones automatically. */
export const mostInHand = 500;
