"use client";

import { Command } from "cmdk";
import { Check, UserRoundX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePeople } from "@/components/chats/use-people";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import type { PersonChoicesProps } from "./person-picker";

// The list may come after the popover that holds it, which has then looked in vain for something to focus.
const focusQuietly = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** The searchable list inside the picker; loaded when it opens. */
export function PersonChoices({ slug, myId, label, person, onChoose }: PersonChoicesProps) {
  const t = useTranslations("tasks.assignee");
  const fields = useTranslations("tasks.fields");
  const { people, failed } = usePeople(slug);
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  const ownFirst = people?.toSorted((a, b) => Number(b.id === myId) - Number(a.id === myId));
  return (
    <Command label={label} loop>
      <Command.Input
        ref={focusQuietly}
        placeholder={fields("findPerson")}
        className="h-10 w-full border-border border-b bg-transparent px-3.5 text-lg outline-none focus-visible:outline-none sm:text-sm"
      />
      {/* Not within the list, in which only what can be chosen may stand. */}
      {people ? (
        <Command.Empty className="px-4 py-6 text-center text-muted text-sm">{t("empty")}</Command.Empty>
      ) : (
        <div aria-busy className="flex justify-center p-6">
          <Spinner />
        </div>
      )}
      <Command.List label={label} hidden={!people} className="max-h-72 overflow-y-auto p-1">
        <Choice
          value="nobody"
          text={fields("nobody")}
          chosen={person === null}
          onSelect={() => onChoose(undefined)}
        >
          <UserRoundX aria-hidden />
        </Choice>
        {ownFirst?.map(({ id, name, avatar }) => (
          <Choice
            key={id}
            value={`${name} ${id}`}
            text={id === myId ? t("me", { name }) : name}
            chosen={person?.id === id}
            onSelect={() => onChoose({ id, name, avatar })}
          >
            <Avatar name={name} id={id} src={avatar} size={20} />
          </Choice>
        ))}
      </Command.List>
    </Command>
  );
}

interface ChoiceProps {
  value: string;
  text: string;
  chosen: boolean;
  onSelect: () => void;
  children: ReactNode;
}

function Choice({ value, text, chosen, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      keywords={[text]}
      onSelect={onSelect}
      className="flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle"
    >
      {children}
      <span className={cn("min-w-0 flex-1 truncate", chosen && "font-medium")}>{text}</span>
      {chosen ? <Check aria-hidden className="text-accent-text!" /> : null}
    </Command.Item>
  );
}
