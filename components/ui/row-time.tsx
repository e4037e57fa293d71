import { useFormatter } from "next-intl";

const day = 86_400_000;

/** When something in a list happened: relative under a day, else the date; the whole of it on hover. */
export function RowTime({ at: iso, now, timeZone }: { at: string; now: number; timeZone: string }) {
  const format = useFormatter();
  const at = new Date(iso);
  const recent = now - at.getTime() < day;
  return (
    <time
      dateTime={iso}
      title={format.dateTime(at, "full", { timeZone })}
      suppressHydrationWarning
      className="shrink-0 text-subtle text-xs tabular-nums"
    >
      {recent
        ? format.relativeTime(Math.min(at.getTime(), now), { now, style: "short" })
        : format.dateTime(at, "day", { timeZone })}
    </time>
  );
}
