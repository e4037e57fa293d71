"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { FieldRow } from "./field-row";

// Searching and its list come with the first click.
const choiceParts = lazyParts(() => import("./follower-choices"));

/** Who follows a task, and what can be done about it. */
export interface Followers {
  /** Null until they are here. */
  people: readonly PersonRef[] | null;
  following: boolean;
  toggle: () => void;
  add: (person: PersonRef) => void;
  remove: (person: PersonRef) => void;
}

export interface FollowersFieldProps {
  slug: string;
  myId: string;
  /** What is followed, where it is no ticket. */
  work?: { taskId: string };
  followers: Followers;
  /** Whether others can be added and removed. */
  mayChange: boolean;
}

const mostFaces = 4;

/** Who follows a task: a button for oneself, and the others with their number. */
export function FollowersField({ slug, myId, work, followers, mayChange }: FollowersFieldProps) {
  const t = useTranslations("tasks.followers");
  const { people, following, toggle } = followers;
  const count = people?.length ?? 0;
  // Oneself has no name here until the change was answered.
  const named = (people ?? []).filter(({ name }) => name !== "");
  const names = named.map(({ name }) => name).join(", ");
  const faces = (
    <>
      <span className="flex -space-x-1">
        {named.slice(0, mostFaces).map(({ id, name, avatar }) => (
          <Avatar
            key={id}
            name={name}
            id={id}
            src={avatar}
            size={16}
            className="rounded-full ring-2 ring-surface"
          />
        ))}
      </span>
      <span aria-hidden className="text-muted tabular-nums">
        {count === 0 ? t("none") : count}
      </span>
    </>
  );
  return (
    <FieldRow label={t("label")}>
      <div className="flex min-w-0 flex-1 items-center gap-1">
        {mayChange ? (
          <Popover>
            <PopoverTrigger asChild>
              <button
                type="button"
                title={names}
                aria-label={`${t("change")}: ${names || t("none")}`}
                className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-hover"
              >
                {faces}
              </button>
            </PopoverTrigger>
            <PopoverContent aria-label={t("title")} className="w-72 p-0">
              <Choices slug={slug} myId={myId} work={work} followers={followers} />
            </PopoverContent>
          </Popover>
        ) : (
          <span title={names} className="flex min-h-7 min-w-0 flex-1 items-center gap-2 px-1.5">
            {faces}
            <span className="sr-only">{names}</span>
          </span>
        )}
        <Button
          variant={following ? "soft" : "ghost"}
          size="sm"
          aria-pressed={following}
          disabled={people === null}
          onClick={toggle}
        >
          <Eye aria-hidden />
          {t(following ? "following" : "follow")}
        </Button>
      </div>
    </FieldRow>
  );
}

export type FollowerChoicesProps = Omit<FollowersFieldProps, "mayChange">;

function Choices(props: FollowerChoicesProps) {
  const t = useTranslations("tasks.followers");
  const [failed, setFailed] = useState(false);
  const parts = useParts(choiceParts, true, () => setFailed(true));
  if (parts) return <parts.FollowerChoices {...props} />;
  if (failed) return <p className="p-4 text-danger-text text-sm">{t("failed")}</p>;
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="w-40" />
      <Skeleton className="w-52" />
    </div>
  );
}
