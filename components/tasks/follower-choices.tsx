"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import type { FollowerChoicesProps } from "./followers-field";
import { useHolders } from "./use-holders";

const row =
  "flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle";

// The list may come after the popover that holds it, which has then looked in vain for something to focus.
const focusQuietly = (input: HTMLInputElement | null) => input?.focus({ preventScroll: true });

/** Everybody who could follow, with a mark at those who do; it stays open, since there may be several. */
export function FollowerChoices({ slug, myId, work, followers }: FollowerChoicesProps) {
  const t = useTranslations("tasks.followers");
  const { people, failed } = useHolders(slug, work);
  const follows = (id: string) => (followers.people ?? []).some((person) => person.id === id);
  // Those who follow when the list opens stand first, and stay there.
  const [first] = useState(() => new Set((followers.people ?? []).map(({ id }) => id)));
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <Command label={t("title")} loop>
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
      <Command.List label={t("title")} hidden={!people} className="max-h-72 overflow-y-auto p-1">
        {people?.members
          .toSorted((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)))
          .map(({ id, name, avatar }) => (
            <Command.Item
              key={id}
              value={`${name} ${id}`}
              keywords={[name]}
              aria-checked={follows(id)}
              onSelect={() => {
                if (follows(id)) followers.remove({ id, name, avatar });
                else followers.add({ id, name, avatar });
              }}
              className={row}
            >
              <Avatar name={name} id={id} src={avatar} size={20} />
              <span className={cn("min-w-0 flex-1 truncate", follows(id) && "font-medium")}>
                {id === myId ? t("me", { name }) : name}
              </span>
              {follows(id) ? <Check aria-hidden className="text-accent-text!" /> : null}
            </Command.Item>
          ))}
      </Command.List>
    </Command>
  );
}
