"use client";

import { Command } from "cmdk";
import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { ErrorState } from "@/components/ui/error-state";
import { Spinner } from "@/components/ui/spinner";
import type { Colleague } from "@/lib/domain/chats/queries/list-people";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { isCalled, usePeople } from "./use-people";

export interface PeoplePickerProps {
  slug: string;
  myId: string;
  /** Who is not offered. */
  without?: readonly string[];
  chosen: readonly PersonRef[];
  onChange: (chosen: PersonRef[]) => void;
  /** ⌘Enter, or Ctrl Enter. */
  onSubmit: () => void;
}

/**
 * Chooses people by typing their names: Enter takes the one it stands on or gives them back, Backspace gives the last
 * one back. Enter again, with nothing typed and without having moved, is done.
 */
export function PeoplePicker({ slug, myId, without = [], chosen, onChange, onSubmit }: PeoplePickerProps) {
  const t = useTranslations("shell.newChat");
  const [query, setQuery] = useState("");
  const { people, failed, retry } = usePeople(slug);
  /** The arrows have been used since somebody was chosen. */
  const moved = useRef(false);
  const isChosen = (id: string) => chosen.some((one) => one.id === id);

  function toggle({ id, name, avatar }: PersonRef) {
    onChange(isChosen(id) ? chosen.filter((one) => one.id !== id) : [...chosen, { id, name, avatar }]);
    setQuery("");
    moved.current = false;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const idle = query === "" && chosen.length > 0;
    if (event.key.startsWith("Arrow")) moved.current = true;
    else if (event.key === "Backspace" && idle) onChange(chosen.slice(0, -1));
    else if (event.key === "Enter") {
      const done = event.metaKey || event.ctrlKey || (idle && !moved.current);
      if (!done || (event.target as HTMLElement).tagName !== "INPUT") return;
      event.preventDefault();
      onSubmit();
    }
  }

  if (failed) return <ErrorState title={t("failed")} onRetry={retry} />;
  const offered = (people ?? []).filter(({ id, name }) => !without.includes(id) && isCalled(name, query));
  return (
    <Command label={t("people")} loop shouldFilter={false} onKeyDown={onKeyDown}>
      <div className="flex flex-wrap items-center gap-1.5 rounded-md border border-control bg-surface p-1.5 focus-within:border-focus">
        <ul aria-label={t("chosen")} className="contents">
          {chosen.map((person) => (
            <li
              key={person.id}
              className="flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pl-1 text-accent-text text-sm"
            >
              <Avatar name={person.name} id={person.id} src={person.avatar} size={20} />
              <span className="truncate">{person.name}</span>
              <button
                type="button"
                aria-label={t("remove", { name: person.name })}
                onClick={() => toggle(person)}
                className="flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-hover"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={t("search")}
          className="h-7 min-w-32 flex-1 bg-transparent px-1 text-lg outline-none focus-visible:outline-none sm:text-sm"
        />
      </div>
      {/* Not within the list, in which only what can be chosen may stand. */}
      {people ? (
        <Command.Empty className="mt-2 min-h-40 px-4 py-6 text-center text-muted text-sm">
          {t("none")}
        </Command.Empty>
      ) : (
        <div aria-busy className="mt-2 flex min-h-40 justify-center p-6">
          <Spinner />
          <span className="sr-only">{t("loading")}</span>
        </div>
      )}
      <Command.List
        label={t("people")}
        hidden={offered.length === 0}
        className="mt-2 max-h-72 min-h-40 overflow-y-auto"
      >
        {offered.map((person) => (
          <Person
            key={person.id}
            person={person}
            isMe={person.id === myId}
            chosen={isChosen(person.id)}
            onSelect={() => toggle(person)}
          />
        ))}
      </Command.List>
    </Command>
  );
}

interface PersonProps {
  person: Colleague;
  isMe: boolean;
  chosen: boolean;
  onSelect: () => void;
}

function Person({ person, isMe, chosen, onSelect }: PersonProps) {
  const t = useTranslations("shell.newChat");
  return (
    <Command.Item
      value={person.id}
      onSelect={onSelect}
      className="flex min-h-10 select-none items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
    >
      <Avatar name={person.name} id={person.id} src={person.avatar} size={24} />
      <span className="min-w-0 flex-1 truncate">{isMe ? t("me", { name: person.name }) : person.name}</span>
      {chosen ? (
        <>
          <Check aria-hidden className="size-4 shrink-0 text-accent-text" />
          <span className="sr-only">{t("isChosen")}</span>
        </>
      ) : null}
    </Command.Item>
  );
}
