"use client";

import { Command } from "cmdk";
import { Check, UserRoundX, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { Assignee } from "@/lib/domain/tasks/queries/list-assignees";
import type { TeamRef } from "@/lib/domain/tasks/views";
import type { HolderListProps } from "./holder-picker";
import { useHolders } from "./use-holders";

const row =
  "flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle";
const group =
  "p-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle [&_[cmdk-group-heading]]:text-xs";

// The list may come after the popover that holds it, which has then looked in vain for something to focus.
const focusQuietly = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** The searchable list inside the picker; loaded when it opens. */
export function HolderList(props: HolderListProps) {
  const { slug, me, work, assignee, team, offers = "both", onDone } = props;
  const t = useTranslations("tasks.assignee");
  const { people, failed } = useHolders(slug, work);
  const onAssign = (person: PersonRef | null) => {
    onDone();
    props.onAssign(person);
  };
  const onTeam = (chosen: TeamRef | null) => {
    onDone();
    props.onTeam(chosen);
  };
  const title = t(work ? "titleWork" : "title");
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <Command label={title} loop>
      <Command.Input
        ref={focusQuietly}
        placeholder={t("search")}
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
      <Command.List label={title} hidden={!people} className="max-h-72 overflow-y-auto">
        {people && offers !== "teams" ? (
          <Command.Group heading={t("people")} className={group}>
            <Choice value="none" text={t("none")} chosen={assignee === null} onSelect={() => onAssign(null)}>
              <UserRoundX aria-hidden />
            </Choice>
            {ownFirst(people.members, me.id).map((person) => (
              <Choice
                key={person.id}
                value={`${person.name} ${person.id}`}
                text={person.id === me.id ? t("me", { name: person.name }) : person.name}
                hint={person.available ? undefined : t("away")}
                chosen={assignee?.id === person.id}
                onSelect={() => onAssign({ id: person.id, name: person.name, avatar: person.avatar })}
              >
                <Avatar
                  name={person.name}
                  id={person.id}
                  src={person.avatar}
                  size={20}
                  status={person.online ? "online" : "offline"}
                />
              </Choice>
            ))}
          </Command.Group>
        ) : null}
        {people && offers !== "people" && people.teams.length > 0 ? (
          <Command.Group heading={t("teams")} className={group}>
            <Choice value="no-team" text={t("noTeam")} chosen={team === null} onSelect={() => onTeam(null)}>
              <UserRoundX aria-hidden />
            </Choice>
            {people.teams.map((option) => (
              <Choice
                key={option.id}
                value={`${option.name} ${option.id}`}
                text={option.name}
                chosen={team?.id === option.id}
                onSelect={() => onTeam(option)}
              >
                <Users aria-hidden />
              </Choice>
            ))}
          </Command.Group>
        ) : null}
      </Command.List>
    </Command>
  );
}

interface ChoiceProps {
  value: string;
  text: string;
  hint?: string;
  chosen: boolean;
  onSelect: () => void;
  children: ReactNode;
}

function Choice({ value, text, hint, chosen, onSelect, children }: ChoiceProps) {
  return (
    <Command.Item value={value} keywords={[text]} onSelect={onSelect} className={row}>
      {children}
      <span className={cn("min-w-0 flex-1 truncate", chosen && "font-medium")}>{text}</span>
      {hint ? <span className="shrink-0 text-subtle text-xs">{hint}</span> : null}
      {chosen ? <Check aria-hidden className="text-accent-text!" /> : null}
    </Command.Item>
  );
}

const ownFirst = (members: readonly Assignee[], myId: string) =>
  members.toSorted((a, b) => Number(b.id === myId) - Number(a.id === myId));
