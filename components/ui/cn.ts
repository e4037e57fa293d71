import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";

/** Joins class names; of two that set the same property the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}

const anything = () => true;

/** Groups whose classes are `prefix-anything`, and that no other group shares its prefix with. */
const byPrefix = [
  ...["w", "h", "size", "min-w", "min-h", "max-w", "max-h", "aspect", "basis", "order", "columns"],
  ...["p", "px", "py", "pt", "pr", "pb", "pl", "m", "mx", "my", "mt", "mr", "mb", "ml"],
  ...["gap", "gap-x", "gap-y", "items", "self", "content", "grow", "shrink", "grid-cols", "grid-rows"],
  ...[
    "inset",
    "inset-x",
    "inset-y",
    "top",
    "right",
    "bottom",
    "left",
    "z",
    "overflow",
    "overflow-x",
    "overflow-y",
  ],
  ...[
    "bg",
    "opacity",
    "leading",
    "tracking",
    "shadow",
    "rounded",
    "cursor",
    "whitespace",
    "animate",
    "transition",
  ],
  ...["duration", "fill", "stroke", "resize", "object", "line-clamp", "outline-offset"],
] as const;

const corners = ["t", "r", "b", "l", "tl", "tr", "br", "bl"].map((corner) => `rounded-${corner}`);
const sides = ["t", "r", "b", "l", "x", "y"] as const;

/** The library with a table of what we use: its own knows all of Tailwind and weighs more than the rest of a button. */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    ...Object.fromEntries(
      [...byPrefix, ...corners].map((prefix) => [prefix, [{ [prefix]: [anything, ""] }]]),
    ),
    display: [
      "block",
      "inline",
      "inline-block",
      "flex",
      "inline-flex",
      "grid",
      "inline-grid",
      "contents",
      "hidden",
    ],
    position: ["static", "relative", "absolute", "fixed", "sticky"],
    direction: [{ flex: ["row", "col", "row-reverse", "col-reverse"] }],
    wrapping: [{ flex: ["wrap", "nowrap", "wrap-reverse"] }],
    flex: [{ flex: [anything] }],
    justify: [{ justify: ["start", "end", "center", "between", "around", "evenly", "stretch"] }],
    "font-size": [{ text: ["2xs", "xs", "sm", "base", "lg", "xl", "2xl"] }],
    "text-align": [{ text: ["left", "center", "right", "start", "end"] }],
    "text-wrap": [{ text: ["balance", "pretty", "wrap", "nowrap"] }],
    "text-color": [{ text: [anything] }],
    "font-weight": [{ font: ["normal", "medium", "semibold", "bold"] }],
    "font-family": [{ font: ["sans", "mono"] }],
    ...Object.fromEntries(
      sides.map((side) => [`border-${side}`, [{ [`border-${side}`]: ["", "0", "2", "4"] }]]),
    ),
    "border-width": [{ border: ["", "0", "2", "4"] }],
    "border-style": [{ border: ["solid", "dashed", "dotted", "none"] }],
    "border-color": [{ border: [anything] }],
  },
  conflictingClassGroups: {
    size: ["w", "h"],
    p: ["px", "py", "pt", "pr", "pb", "pl"],
    px: ["pr", "pl"],
    py: ["pt", "pb"],
    m: ["mx", "my", "mt", "mr", "mb", "ml"],
    mx: ["mr", "ml"],
    my: ["mt", "mb"],
    gap: ["gap-x", "gap-y"],
    rounded: corners,
    inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
    "inset-x": ["right", "left"],
    "inset-y": ["top", "bottom"],
    overflow: ["overflow-x", "overflow-y"],
    "font-size": ["leading"],
  },
  conflictingClassGroupModifiers: {},
  postfixLookupClassGroups: [],
  orderSensitiveModifiers: ["before", "after", "placeholder", "file", "marker", "selection", "*", "**"],
}));
