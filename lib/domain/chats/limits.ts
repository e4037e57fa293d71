/** Most characters of a message's body, and of a draft. */
export const maxBody = 20_000;

/** Most members of one group. */
export const mostParticipants = 250;

/** How many names are offered at once where somebody is named. */
export const mostNames = 30;
