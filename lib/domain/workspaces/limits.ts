/** The largest number of tickets in hand up to which somebody may be given new ones automatically. */
export const mostInHand = 500;

/** How long before a ticket closes its customer can be warned. */
export const mostWarningDays = 30;
export const longestWarning = 1_000;
