/** A change of more tickets than this is refused: it would take a quarter of an hour, and is seldom meant. */
export const mostInBulk = 10_000;

/** As many as are carried out at once, without the job service. */
export const smallBulk = 20;

/** As many as somebody can have chosen one by one; more are named by the view. */
export const mostChosen = 1_000;

/** How many a member may have under way. */
export const mostUnderWay = 3;

/** For how long a change of many tickets can be taken back. */
export const undoHours = 24;
