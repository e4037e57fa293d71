"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { usePeople } from "@/components/chats/use-people";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type FieldDefinition, readNumber } from "@/lib/domain/tasks/fields/field-rules";
import { type FieldFilter, longestFieldSearch } from "@/lib/domain/tasks/queue/field-filters";
import { Choices, Days, YesOrNo } from "./filter-controls";
import type { QueueNavigation } from "./use-queue-address";

interface FieldFiltersProps {
  slug: string;
  myId: string;
  address: QueueNavigation;
}

/** By what tickets have in custom fields, each type in its own way. */
export function FieldFilters({ slug, myId, address }: FieldFiltersProps) {
  const { place, fields, filter } = address;
  const chosen = place.filters.fields;
  const set = (id: string, next: FieldFilter | null) => {
    const { [id]: before, ...others } = chosen;
    filter({ fields: next ? { ...others, [id]: next } : others });
  };
  const short = fields.filter(({ type }) => type !== "date" && type !== "number" && type !== "text");
  const long = fields.filter((field) => !short.includes(field));
  const one = (field: FieldDefinition) => (
    <OneField
      key={field.id}
      slug={slug}
      myId={myId}
      field={field}
      filter={chosen[field.id]}
      onChange={(next) => set(field.id, next)}
    />
  );
  return (
    <>
      {short.length > 0 ? <div className="grid grid-cols-2 gap-4">{short.map(one)}</div> : null}
      {long.map(one)}
    </>
  );
}

interface OneFieldProps {
  slug: string;
  myId: string;
  field: FieldDefinition;
  filter: FieldFilter | undefined;
  /** Null for any. */
  onChange: (filter: FieldFilter | null) => void;
}

function OneField(props: OneFieldProps): ReactNode {
  const { field, filter, onChange } = props;
  const t = useTranslations("queue.filters");
  const values = filter?.kind === "oneOf" ? filter.values : [];
  const oneOf = (next: readonly string[]) =>
    onChange(next.length > 0 ? { kind: "oneOf", values: next } : null);
  const none = { value: "none", label: t("nothing") };
  switch (field.type) {
    case "checkbox":
      return (
        <YesOrNo
          label={field.name}
          value={filter?.kind === "ticked" ? (filter.ticked ? "yes" : "no") : null}
          onChange={(value) => onChange(value && { kind: "ticked", ticked: value === "yes" })}
        />
      );
    case "person":
      return <People {...props} chosen={values} onChoose={oneOf} />;
    case "date": {
      const { from, to } = filter?.kind === "days" ? filter : { from: null, to: null };
      return (
        <Days
          label={field.name}
          value={{ from, to }}
          onChange={(next) => onChange(next.from || next.to ? { kind: "days", ...next } : null)}
        />
      );
    }
    case "number":
      return <Numbers {...props} />;
    case "text":
      return <Words {...props} />;
    default:
      return (
        <Choices
          label={field.name}
          chosen={values}
          options={[none, ...field.options.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={oneOf}
        />
      );
  }
}

type PeopleProps = OneFieldProps & { chosen: readonly string[]; onChoose: (ids: string[]) => void };

function People({ slug, myId, field, chosen, onChoose }: PeopleProps) {
  const t = useTranslations("queue.filters");
  const { people, failed } = usePeople(slug);
  return (
    <Choices
      label={field.name}
      chosen={chosen}
      options={[
        { value: "me", label: t("me") },
        { value: "none", label: t("nothing") },
        ...(people ?? []).filter(({ id }) => id !== myId).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChoose}
      note={failed ? t("peopleFailed") : people ? null : t("people")}
    />
  );
}

function Numbers({ field, filter, onChange }: OneFieldProps) {
  const t = useTranslations("queue.filters");
  const ends = filter?.kind === "numbers" ? filter : { from: null, to: null };
  const set = (end: "from" | "to", value: number | null) => {
    const next = { from: ends.from, to: ends.to, [end]: value };
    onChange(next.from === null && next.to === null ? null : { kind: "numbers", ...next });
  };
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{field.name}</legend>
      <div className="grid grid-cols-2 gap-2">
        {(["from", "to"] as const).map((end) => (
          <NumberEnd key={end} label={t(end)} value={ends[end]} onChange={(value) => set(end, value)} />
        ))}
      </div>
    </fieldset>
  );
}

interface NumberEndProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

/** Counts once it is left, or with Enter: half of a number is another number. */
function NumberEnd({ label, value, onChange }: NumberEndProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : String(value));
  const number = readNumber(text);
  const wrong = text.trim() !== "" && number === null;
  const finish = () => {
    if (wrong) return;
    setTyped(null);
    if (number !== value) onChange(number);
  };
  return (
    <label htmlFor={id} className="text-muted text-xs">
      {label}
      <Input
        id={id}
        inputMode="decimal"
        value={text}
        maxLength={40}
        aria-invalid={wrong || undefined}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
        }}
        className="min-w-0"
      />
    </label>
  );
}

function Words({ field, filter, onChange }: OneFieldProps) {
  const t = useTranslations("queue.filters");
  const id = useId();
  const said = filter?.kind === "text" ? filter : null;
  const [how, setHow] = useState(said?.how ?? "has");
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? said?.text ?? "";
  const set = (next: { how: "has" | "is"; text: string }) =>
    onChange(next.text.trim() ? { kind: "text", how: next.how, text: next.text.trim() } : null);
  const finish = () => {
    setTyped(null);
    if (text.trim() !== (said?.text ?? "")) set({ how, text });
  };
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{field.name}</legend>
      <div className="grid grid-cols-[8rem_1fr] gap-2">
        <Select
          aria-label={t("howOf", { field: field.name })}
          value={how}
          options={[
            { value: "has", label: t("has") },
            { value: "is", label: t("is") },
          ]}
          onValueChange={(next) => {
            setHow(next);
            if (text.trim()) set({ how: next, text });
          }}
        />
        <Input
          id={id}
          aria-label={field.name}
          value={text}
          maxLength={longestFieldSearch}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === "Enter") finish();
          }}
          className="min-w-0"
        />
      </div>
    </fieldset>
  );
}
