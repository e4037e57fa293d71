"use client";

import { CalendarDays, CalendarX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { menuItem } from "@/components/ui/menu-styles";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { dayIn, dueChoices } from "./due-choices";

/** No slip of the keyboard: the server takes nothing earlier either. */
const earliest = "2000-01-01";
const latest = "2999-12-31";

export interface DuePickerProps {
  /** ISO date. */
  dueOn: string | null;
  /** The reader's own: today is what their calendar says. */
  timeZone: string;
  onChange: (dueOn: string | null) => void;
  /** The button. */
  children: ReactNode;
}

/** Until which day something should be done: usual days, or any. */
export function DuePicker({ children, onChange, ...rest }: DuePickerProps) {
  const t = useTranslations("tasks.due");
  const [open, setOpen] = useState(false);
  const choose = (day: string | null) => {
    setOpen(false);
    onChange(day);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent align="end" aria-label={t("title")} className="w-72 p-1">
        <Choices {...rest} onChange={choose} />
      </PopoverContent>
    </Popover>
  );
}

function Choices({ dueOn, timeZone, onChange }: Omit<DuePickerProps, "children">) {
  const t = useTranslations("tasks.due");
  const words = useDayWords();
  const [opened] = useState(Date.now);
  return (
    <>
      <p className="px-2 pt-1.5 pb-1 font-medium text-subtle text-xs">{t("title")}</p>
      {dueChoices(opened, timeZone).map(({ name, day }) => (
        <button
          key={name}
          type="button"
          aria-current={day === dueOn || undefined}
          onClick={() => onChange(day)}
          className={`${menuItem} hover:bg-hover aria-current:font-medium [&_svg]:text-subtle`}
        >
          <CalendarDays aria-hidden />
          <span className="min-w-0 flex-1 text-left">{t(name)}</span>
          <span className="text-subtle text-xs tabular-nums">{words(day)}</span>
        </button>
      ))}
      <CustomDay start={dueOn ?? dayIn(opened, timeZone)} onChange={onChange} />
      {dueOn ? (
        <button
          type="button"
          onClick={() => onChange(null)}
          className={`${menuItem} border-border border-t hover:bg-hover [&_svg]:text-subtle`}
        >
          <CalendarX aria-hidden />
          {t("remove")}
        </button>
      ) : null}
    </>
  );
}

function CustomDay({ start, onChange }: { start: string; onChange: (day: string) => void }) {
  const t = useTranslations("tasks.due");
  const [day, setDay] = useState(start);
  const [wrong, setWrong] = useState(false);
  return (
    <form
      noValidate
      className="border-border border-t px-2 pt-2 pb-1"
      onSubmit={(event) => {
        event.preventDefault();
        // Inside the form that makes a task it must not send that too.
        event.stopPropagation();
        if (day >= earliest && day <= latest) onChange(day);
        else setWrong(true);
      }}
    >
      <Field label={t("custom")} error={wrong ? t("wrong") : undefined}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              type="date"
              value={day}
              min={earliest}
              max={latest}
              onChange={(event) => {
                setDay(event.target.value);
                setWrong(false);
              }}
              className="min-w-0"
            />
            <Button type="submit">{t("set")}</Button>
          </div>
        )}
      </Field>
    </form>
  );
}

/** A due day in words, the same in every zone: it is a day of a calendar and no instant. */
export function useDayWords(): (day: string) => string {
  const format = useFormatter();
  return (day) =>
    format.dateTime(new Date(`${day}T00:00Z`), {
      weekday: "short",
      day: "numeric",
      month: "short",
      // Named only where it isn't this one.
      year: day.startsWith(String(new Date().getFullYear())) ? undefined : "numeric",
      timeZone: "UTC",
    });
}
