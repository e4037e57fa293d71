/** A page that sent no heartbeat for this long is gone, in seconds. */
export const presenceSeconds = 75;
