import type { Formats } from "next-intl";

/** Named date and number styles, so that the same thing looks the same on every screen. */
export const formats = {
  dateTime: {
    time: { hour: "numeric", minute: "2-digit" },
    day: { day: "numeric", month: "short" },
    /** A time that is near: its day of the week says more than its year. */
    soon: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
    date: { day: "numeric", month: "short", year: "numeric" },
    full: {
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
    },
  },
} satisfies Formats;
