/** In bytes; the database refuses larger ones too. */
export const largestFile = 25 * 1024 * 1024;

/** Most files of one message. */
export const mostFiles = 10;
