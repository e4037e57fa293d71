"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CountBadge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { type Section, sectionHref, sectionIcons, sectionKeys } from "./sections";
import { useKeyCaps } from "./use-key-caps";
import { useSectionGuard } from "./use-section-guard";
import { WorkspaceSwitcher, type WorkspaceSwitcherProps } from "./workspace-switcher";

export interface RailProps extends WorkspaceSwitcherProps {
  /** The places this person may open. */
  sections: readonly Section[];
  /** Unread or waiting, by place. */
  counts?: Partial<Record<Section, number>>;
  /** The notifications bell. */
  bell?: ReactNode;
  /** The profile menu. */
  profile: ReactNode;
}

/** 56 px at the left; a bar at the bottom under 600 px. */
export function Rail({ sections, counts, bell, profile, ...switcher }: RailProps) {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("navigation")}
      tabIndex={-1}
      data-region
      className="flex w-full shrink-0 items-center justify-around border-border border-t bg-background pb-[env(safe-area-inset-bottom)] sm:h-full sm:w-14 sm:flex-col sm:justify-start sm:gap-1 sm:border-t-0 sm:border-r sm:py-2"
    >
      <WorkspaceSwitcher {...switcher} />
      <ul className="contents sm:mt-2 sm:flex sm:flex-col sm:gap-1">
        {sections.map((section) => (
          <li key={section}>
            <RailLink
              section={section}
              href={sectionHref(switcher.workspace.slug, section)}
              count={counts?.[section] ?? 0}
            />
          </li>
        ))}
      </ul>
      <div className="contents sm:mt-auto sm:flex sm:flex-col sm:items-center sm:gap-1">
        {bell}
        {profile}
      </div>
    </nav>
  );
}

/** Size and look of everything that stands in the rail, the bell included. */
export const railItem =
  "relative flex size-12 items-center justify-center rounded-lg text-muted transition-colors hover:bg-selected hover:text-text data-[state=open]:bg-selected data-[state=open]:text-text sm:size-10 [&_svg]:size-5 [&_svg]:shrink-0";

function RailLink({ section, href, count }: { section: Section; href: string; count: number }) {
  const t = useTranslations("shell");
  const keys = useKeyCaps(sectionKeys[section]);
  const pathname = usePathname();
  const mayGo = useSectionGuard();
  const current = pathname === href || pathname.startsWith(`${href}/`);
  const Icon = sectionIcons[section];
  const name = t(`sections.${section}`);
  return (
    <Tooltip label={name} keys={keys} side="right">
      <Link
        href={href}
        onNavigate={(event) => {
          if (!mayGo()) event.preventDefault();
        }}
        aria-current={current ? "page" : undefined}
        aria-label={count ? t("withCount", { name, count }) : name}
        className={cn(railItem, current && "bg-selected text-text")}
      >
        <Icon aria-hidden strokeWidth={current ? 2.1 : 1.75} />
        <CountBadge count={count} className="absolute top-0.5 right-0 ring-2 ring-background" />
      </Link>
    </Tooltip>
  );
}
