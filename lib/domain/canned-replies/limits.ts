/** Most characters of each part; the database holds the last too. */
export const longestShortcut = 40;
export const longestTitle = 80;
export const longestBody = 10_000;

/** Most shared ones, and most of each member: a composer gets them all at once. */
export const mostShared = 500;
export const mostPersonal = 200;
