"use client";

import { Bug, CalendarDays, CheckSquare, Hash, Layers, Tag, Ticket, User, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { CannedReplyScope } from "@/lib/domain/canned-replies/views";
import type { Suggestion } from "./suggestion";
import { useValueWords } from "./use-value-words";

/** One thing to choose: what it is, and beside it what would stand in the text. */
export function SuggestionLine({ suggestion, zone }: { suggestion: Suggestion; zone: string }) {
  const t = useTranslations("composer");
  const tasks = useTranslations("tasks");
  const words = useValueWords(zone);
  switch (suggestion.kind) {
    case "name": {
      const { kind, id, name, avatar, near } = suggestion.name;
      return (
        <Line
          icon={
            kind === "team" ? <Users aria-hidden /> : <Avatar name={name} id={id} src={avatar} size={24} />
          }
          detail={kind === "team" ? t("completion.team") : near ? t("completion.here") : null}
        >
          {name}
        </Line>
      );
    }
    case "command":
      return (
        <Line icon={<Hash aria-hidden />} detail={t(`commands.${suggestion.tag}`)}>
          {suggestion.tag}
        </Line>
      );
    case "param":
      return (
        <Line icon={<Hash aria-hidden />} detail={t(`params.${suggestion.param}`)}>
          {suggestion.insert}
        </Line>
      );
    case "value": {
      const { of, value } = suggestion;
      const called = words(of, value);
      return (
        <Line icon={valueIcons[of]} detail={called === value ? null : value}>
          {called}
        </Line>
      );
    }
    case "task": {
      const { type, number, title, status } = suggestion.task;
      const Icon = taskIcons[type];
      return (
        <Line
          icon={<Icon aria-label={tasks(`type.${type}`)} role="img" />}
          detail={tasks(`status.${status}`)}
        >
          <span className="text-muted tabular-nums">#{number}</span> {title}
        </Line>
      );
    }
    case "canned": {
      const { title, shortcut, scope } = suggestion.reply;
      return (
        <Line icon={<CannedIcon scope={scope} />} detail={`/${shortcut}`}>
          <span className="block truncate font-medium">{title}</span>
          <span className="block truncate text-muted text-xs">{suggestion.insert}</span>
        </Line>
      );
    }
    case "emoji":
      return (
        <Line icon={<span className="text-lg leading-none">{suggestion.emoji}</span>} detail={null}>
          {suggestion.label}
        </Line>
      );
  }
}

function CannedIcon({ scope }: { scope: CannedReplyScope }) {
  const t = useTranslations("composer.completion");
  const Icon = scope === "shared" ? Users : User;
  return <Icon role="img" aria-label={t(scope)} />;
}

const taskIcons = { ticket: Ticket, task: CheckSquare, bug: Bug, epic: Layers };
const valueIcons: Partial<Record<string, ReactNode>> = {
  assignee: <User aria-hidden />,
  date: <CalendarDays aria-hidden />,
  time: <CalendarDays aria-hidden />,
  tags: <Tag aria-hidden />,
};

function Line({ icon, detail, children }: { icon: ReactNode; detail: string | null; children: ReactNode }) {
  return (
    <>
      {icon ? (
        <span className="flex size-6 shrink-0 items-center justify-center text-subtle [&>svg]:size-4">
          {icon}
        </span>
      ) : null}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {children}
      </span>
      {detail ? <span className="max-w-[45%] shrink-0 truncate text-muted text-xs">{detail}</span> : null}
    </>
  );
}
