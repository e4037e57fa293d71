/**
 * Characters that show something: no white space, no control characters, none without width or picture (joiners, fillers,
 * selectors, tags, a blank Braille cell).
 */
const shown = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether anything of a text can be seen. */
export const isVisible = (text: string): boolean => shown.test(text);
