/** What is typed behind `/`: letters of any script, digits and what joins them. */
const shape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$/u;

/** As shortcuts are stored and compared; whoever also types the slash means the same. */
export const tidyShortcut = (typed: string): string =>
  typed.trim().replace(/^\//, "").normalize("NFC").toLowerCase();

export const isShortcut = (tidied: string): boolean => shape.test(tidied);
