"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { dayNamer } from "@/components/conversation/day";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export interface DayLineProps {
  at: string;
  timeZone: string;
  /** Goes to a day, as `2026-03-29`. */
  onDate: (date: string) => void;
}

/** Above the first entry of each day: which it is, and the way to others. */
export function DayLine(props: DayLineProps) {
  return (
    <div
      suppressHydrationWarning
      className="mt-4 flex items-center gap-2 font-medium text-subtle text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border"
    >
      <DayButton {...props} />
    </div>
  );
}

/** Over what is in sight, while the line of its day isn't. */
export function DayAbove(props: DayLineProps) {
  return (
    <div className="-translate-x-1/2 absolute top-2 left-1/2 rounded-full border border-border bg-surface font-medium text-muted text-xs shadow-raised">
      <DayButton {...props} />
    </div>
  );
}

function DayButton({ at, timeZone, onDate }: DayLineProps) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const dayOf = dayNamer(timeZone);
  const day = dayOf(at);
  const words =
    day === dayOf(new Date())
      ? t("today")
      : day === dayOf(new Date(Date.now() - 86_400_000))
        ? t("yesterday")
        : format.dateTime(new Date(at), "date", { timeZone });
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        title={t("date.open")}
        className="min-h-6 rounded-full px-2 hover:bg-hover hover:text-text data-[state=open]:bg-hover"
      >
        {words}
      </PopoverTrigger>
      <PopoverContent aria-label={t("date.open")} align="center" className="w-auto">
        <DateForm
          day={day}
          today={dayOf(new Date())}
          onDate={(date) => {
            setOpen(false);
            onDate(date);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function DateForm({ day, today, onDate }: { day: string; today: string; onDate: (date: string) => void }) {
  const t = useTranslations("chat.date");
  const id = useId();
  const [date, setDate] = useState(day);
  function go(event: FormEvent) {
    event.preventDefault();
    if (date) onDate(date);
  }
  return (
    <form onSubmit={go} className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {t("label")}
      </label>
      <div className="flex gap-2">
        <Input
          id={id}
          type="date"
          required
          max={today}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <Button type="submit" variant="primary">
          {t("go")}
        </Button>
      </div>
    </form>
  );
}
