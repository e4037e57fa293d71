import { useId } from "react";
import type { FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A time zone by its IANA name, completed from a list: there are four hundred of them. */
export function TimeZoneInput({
  control,
  timeZones,
  defaultValue,
}: {
  control: FieldControl;
  timeZones: readonly string[];
  defaultValue: string;
}) {
  const listId = useId();
  return (
    <>
      <Input {...control} name="timeZone" list={listId} defaultValue={defaultValue} autoComplete="off" />
      <datalist id={listId}>
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
