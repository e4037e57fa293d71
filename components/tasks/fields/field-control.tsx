"use client";

import { useTranslations } from "next-intl";
import { FieldButton } from "@/components/tasks/field-row";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { InlineEdit } from "@/components/ui/inline-edit";
import { RadioMenu } from "@/components/ui/radio-menu";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import {
  type FieldDefinition,
  type FieldOption,
  type FieldValue,
  isFieldDay,
  longestFieldText,
  readNumber,
} from "@/lib/domain/tasks/fields/field-rules";
import { PersonPicker } from "./person-picker";
import { useFieldWords } from "./use-field-words";

export interface FieldControlProps {
  slug: string;
  myId: string;
  field: FieldDefinition;
  value: FieldValue | undefined;
  /** Undefined for none. */
  onSet: (value: FieldValue | undefined) => void;
  /** What stands where there is no value; "None" if left out. */
  nothing?: string;
}

/** Changes a value where it stands, each type in its own way. */
export function FieldControl(props: FieldControlProps) {
  const { slug, myId, field, value, onSet, nothing } = props;
  const t = useTranslations("tasks.fields");
  const { words } = useFieldWords();
  const shown = words(field, value) || nothing || t("none");
  switch (field.type) {
    case "checkbox":
      return (
        <span className="flex min-h-7 items-center px-1.5">
          <Checkbox
            aria-label={field.name}
            checked={value === true}
            onCheckedChange={(checked) => onSet(checked === true || undefined)}
          />
        </span>
      );
    case "choice":
      return (
        <RadioMenu
          label={field.name}
          value={typeof value === "string" ? value : ""}
          options={[
            { value: "", label: t("none") },
            ...offered(field, value).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => onSet(id || undefined)}
          className="w-56"
        >
          <FieldButton label={field.name} icon={null}>
            {shown}
          </FieldButton>
        </RadioMenu>
      );
    case "multiple_choice":
      return <Several {...props} shown={shown} />;
    case "person": {
      const person = value && typeof value === "object" && "id" in value ? value : null;
      return (
        <PersonPicker slug={slug} myId={myId} label={field.name} person={person} onChoose={onSet}>
          <FieldButton
            label={field.name}
            icon={person ? <Avatar name={person.name} id={person.id} src={person.avatar} size={16} /> : null}
          >
            {shown}
          </FieldButton>
        </PersonPicker>
      );
    }
    default:
      return <Typed {...props} shown={shown} />;
  }
}

/** A text, a number or a day. */
function Typed({ field, value, onSet, shown }: FieldControlProps & { shown: string }) {
  const words = useProblemWords();
  const { type, name } = field;
  const save = (typed: string) => {
    if (typed === "") return onSet(undefined);
    if (type === "text") return onSet(typed);
    if (type === "date" && isFieldDay(typed)) return onSet(typed);
    const number = type === "number" ? readNumber(typed) : null;
    if (number !== null) return onSet(number);
    const problem = { problem: `field_${type}`, values: { field: name } };
    toast({ title: words({ code: "INVALID", fields: [problem] }), tone: "danger" });
  };
  return (
    <span className="flex min-w-0 flex-1 px-1.5">
      <InlineEdit
        value={value === undefined ? "" : String(value)}
        label={name}
        editLabel={`${name}: ${shown}`}
        type={type === "date" ? "date" : "text"}
        inputMode={type === "number" ? "decimal" : undefined}
        maxLength={type === "text" ? longestFieldText : 40}
        mayBeEmpty
        onSave={save}
        className="min-h-7 flex-1 truncate"
      >
        {shown}
      </InlineEdit>
    </span>
  );
}

/** Stays open, since there may be several. */
function Several({ field, value, onSet, shown }: FieldControlProps & { shown: string }) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  const toggle = (id: string) => {
    const next = field.options.flatMap((option) => {
      const had = chosen.includes(option.id);
      return (option.id === id ? !had : had) ? [option.id] : [];
    });
    onSet(next.length > 0 ? next : undefined);
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <FieldButton label={field.name} icon={null}>
          {shown}
        </FieldButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-56">
        <DropdownMenuLabel>{field.name}</DropdownMenuLabel>
        {offered(field, value).map(({ id, name }) => (
          <DropdownMenuCheckboxItem
            key={id}
            checked={chosen.includes(id)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={() => toggle(id)}
          >
            {name}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** What can be chosen: retired options only where they are chosen already. */
function offered({ options }: FieldDefinition, value: FieldValue | undefined): FieldOption[] {
  const has = Array.isArray(value) ? value : [value];
  return options.filter(({ id, retired }) => !retired || has.includes(id));
}
