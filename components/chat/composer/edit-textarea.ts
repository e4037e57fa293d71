import type { Edit } from "./format-text";

/** Replaces a part of what stands in a field, so that the browser's own undo takes it back. */
export function editTextarea(field: HTMLTextAreaElement, { from, to, insert, start, end }: Edit): void {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, and still the only way in which every browser keeps its undo history.
  const done = document.execCommand(insert === "" ? "delete" : "insertText", false, insert);
  if (!done) {
    field.setRangeText(insert, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(start, end);
}
