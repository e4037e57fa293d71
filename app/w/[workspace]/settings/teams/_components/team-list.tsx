"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import type { Member, Team } from "@/lib/domain/workspaces/views";
import { usePeople } from "@/lib/realtime/people-presence";
import { DeleteTeam } from "./delete-team";
import { TeamDialog } from "./team-dialog";

export function TeamList({
  workspace,
  teams,
  handlers,
  manages,
}: {
  workspace: string;
  teams: readonly Team[];
  handlers: readonly Member[];
  manages: boolean;
}) {
  const t = useTranslations("settings.teams");
  if (teams.length === 0) {
    return <EmptyState as="h2" icon={UsersRound} title={t("emptyTitle")} text={t("emptyText")} />;
  }
  return (
    <ul aria-label={t("list")} className="divide-y divide-border rounded-xl border border-border bg-surface">
      {teams.map((team) => (
        <li key={team.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="truncate font-medium text-sm text-text">{team.name}</h2>
            <p className="text-subtle text-xs">
              {[
                t("memberCount", { count: team.members.length }),
                t("ticketCount", { count: team.openTickets }),
                t(`modes.${team.assignmentMode}`),
              ].join(" · ")}
            </p>
            <NobodyThere team={team} handlers={handlers} />
          </div>
          <div className="flex -space-x-1.5">
            {team.members.slice(0, 6).map(({ id, name, avatar }) => (
              <Avatar
                key={id}
                name={name}
                id={id}
                src={avatar}
                size={24}
                className="rounded-full ring-2 ring-surface"
              />
            ))}
          </div>
          <span className="sr-only">{team.members.map(({ name }) => name).join(", ")}</span>
          {manages ? (
            <div className="flex items-center gap-1.5">
              <TeamDialog workspace={workspace} handlers={handlers} team={team} />
              <DeleteTeam workspace={workspace} team={team} />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Says that tickets of a team that hands them out wait, while nobody of it is there to be given any. */
function NobodyThere({ team, handlers }: { team: Team; handlers: readonly Member[] }) {
  const t = useTranslations("settings.teams");
  const people = usePeople();
  // Whoever looks is here themselves: before that is known, nothing is.
  if (team.assignmentMode === "by_hand" || people.size === 0) return null;
  const takes = handlers.filter(({ id, available }) => available && people.has(id));
  if (team.members.some(({ id }) => takes.some((member) => member.id === id))) return null;
  return <p className="text-warning-text text-xs">{t("nobodyThere")}</p>;
}
