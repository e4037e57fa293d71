/** Widths of the inbox list, in CSS pixels. */
export const listWidth = { min: 280, initial: 360, max: 480 } as const;

export const layoutCookies = { listWidth: "list-width", contextPanel: "context-panel" } as const;

/** A width inside the limits; the usual one for anything that is no number. */
export function clampListWidth(value: unknown): number {
  const width = Math.round(Number(value));
  if (value === null || value === undefined || value === "" || !Number.isFinite(width))
    return listWidth.initial;
  return Math.min(listWidth.max, Math.max(listWidth.min, width));
}
