export type Side = "top" | "right" | "bottom" | "left";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

type Size = Pick<Box, "width" | "height">;

const gap = 6;
const margin = 8;
const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;

/** Where a label stands beside its control: in the middle of that side, or the opposite one, and inside the window. */
export function placeBeside(
  anchor: Box,
  label: Size,
  side: Side,
  window: Size,
): { left: number; top: number } {
  const room = {
    top: anchor.top,
    bottom: window.height - anchor.top - anchor.height,
    left: anchor.left,
    right: window.width - anchor.left - anchor.width,
  };
  const needed = gap + margin + (side === "top" || side === "bottom" ? label.height : label.width);
  const chosen = room[side] < needed && room[opposite[side]] >= needed ? opposite[side] : side;
  const middle = {
    left: anchor.left + (anchor.width - label.width) / 2,
    top: anchor.top + (anchor.height - label.height) / 2,
  };
  const wanted = {
    top: { ...middle, top: anchor.top - gap - label.height },
    bottom: { ...middle, top: anchor.top + anchor.height + gap },
    left: { ...middle, left: anchor.left - gap - label.width },
    right: { ...middle, left: anchor.left + anchor.width + gap },
  }[chosen];
  return {
    left: within(wanted.left, window.width - label.width),
    top: within(wanted.top, window.height - label.height),
  };
}

const within = (value: number, room: number) => Math.max(margin, Math.min(value, room - margin));
