"use client";

import { AlarmClock, CalendarClock, Sun, Sunset } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { menuItem } from "@/components/ui/menu-styles";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { instantOf, wallTime } from "@/lib/i18n/wall-time";
import { snoozeChoices } from "./snooze-times";

const icons = { laterToday: Sunset, tomorrow: Sun, nextMonday: CalendarClock };
const longest = 365 * 86_400_000;

export interface SnoozePickerProps {
  snoozedUntil: string | null;
  timeZone: string;
  /** Null wakes the ticket. */
  onChange: (until: Date | null) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** When a ticket comes back: usual times, or any in the member's own zone. */
export function SnoozePicker({ open, onOpenChange, children, ...rest }: SnoozePickerProps) {
  const t = useTranslations("tasks.snooze");
  const choose = (until: Date | null) => {
    onOpenChange(false);
    rest.onChange(until);
  };
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent align="end" aria-label={t("title")} className="w-80 p-1">
        <Choices {...rest} onChange={choose} />
      </PopoverContent>
    </Popover>
  );
}

function Choices({
  snoozedUntil,
  timeZone,
  onChange,
}: Pick<SnoozePickerProps, "snoozedUntil" | "timeZone" | "onChange">) {
  const t = useTranslations("tasks.snooze");
  const format = useFormatter();
  const [opened] = useState(Date.now);
  return (
    <>
      <p className="px-2 pt-1.5 pb-1 font-medium text-subtle text-xs">{t("title")}</p>
      {snoozeChoices(opened, timeZone).map(({ name, until }) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            onClick={() => onChange(new Date(until))}
            className={`${menuItem} hover:bg-hover [&_svg]:text-subtle`}
          >
            <Icon aria-hidden />
            <span className="min-w-0 flex-1 text-left">{t(name)}</span>
            <span className="text-subtle text-xs tabular-nums">
              {format.dateTime(until, "soon", { timeZone })}
            </span>
          </button>
        );
      })}
      <CustomTime opened={opened} timeZone={timeZone} onChange={onChange} />
      {snoozedUntil ? (
        <button
          type="button"
          onClick={() => onChange(null)}
          className={`${menuItem} border-border border-t hover:bg-hover [&_svg]:text-subtle`}
        >
          <AlarmClock aria-hidden />
          {t("wake")}
        </button>
      ) : null}
      <p className="px-2 pt-1 pb-1.5 text-subtle text-xs">{t("hint")}</p>
    </>
  );
}

function CustomTime({
  opened,
  timeZone,
  onChange,
}: { opened: number } & Pick<SnoozePickerProps, "timeZone" | "onChange">) {
  const t = useTranslations("tasks.snooze");
  const [wall, setWall] = useState(() => wallTime(opened + 86_400_000, timeZone));
  const [problem, setProblem] = useState<"past" | "tooFar" | null>(null);
  return (
    <form
      noValidate
      className="flex items-end gap-2 border-border border-t px-2 pt-2 pb-1"
      onSubmit={(event) => {
        event.preventDefault();
        const until = instantOf(wall, timeZone);
        if (until === null || until <= Date.now()) setProblem("past");
        else if (until > Date.now() + longest) setProblem("tooFar");
        else onChange(new Date(until));
      }}
    >
      <Field
        label={t("custom")}
        hint={t("zone", { zone: timeZone })}
        error={problem ? t(problem) : undefined}
        className="min-w-0 flex-1"
      >
        {(control) => (
          <div className="flex gap-2 max-sm:flex-col">
            <Input
              {...control}
              type="datetime-local"
              required
              value={wall}
              min={wallTime(opened, timeZone)}
              onChange={(event) => {
                setWall(event.target.value);
                setProblem(null);
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
