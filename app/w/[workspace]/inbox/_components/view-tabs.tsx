"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type TicketView, ticketViews } from "@/lib/domain/tasks/ticket-views";

const always = ["mine", "unassigned", "waiting", "all"] as const satisfies TicketView[];
const others = ticketViews.filter((view) => !always.some((name) => name === view));

export interface ViewTabsProps {
  view: TicketView;
  counts: Partial<Record<TicketView, number>>;
  hrefOf: (view: TicketView) => string;
  onChange: (view: TicketView) => void;
}

/** The lists of the inbox with how many tickets wait in them; those of rarer use are in a menu. */
export function ViewTabs({ view, counts, hrefOf, onChange }: ViewTabsProps) {
  const t = useTranslations("inbox.views");
  const other = others.find((name) => name === view);
  return (
    <nav
      aria-label={t("label")}
      className="flex min-w-0 items-center gap-0.5 overflow-x-auto px-1.5 [scrollbar-width:none]"
    >
      {always.map((name) => (
        <a
          key={name}
          href={hrefOf(name)}
          data-view={name}
          aria-current={name === view ? "page" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onChange(name);
          }}
          className={cn(tab, name === view && chosen)}
        >
          {t(name)}
          <Count count={name === "all" ? 0 : (counts[name] ?? 0)} />
        </a>
      ))}
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={t("more")}
          className={cn(tab, "data-[state=open]:bg-hover", other && chosen)}
        >
          {other ? t(other) : null}
          <ChevronDown aria-hidden className="size-3.5" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuRadioGroup value={view} onValueChange={(value) => onChange(value as TicketView)}>
            {others.map((name) => (
              <DropdownMenuRadioItem key={name} value={name}>
                {t(name)} <Count count={counts[name] ?? 0} />
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        </DropdownMenuContent>
      </DropdownMenu>
    </nav>
  );
}

const tab =
  "flex h-7 shrink-0 items-center gap-1 rounded-md px-1.5 text-muted text-xs font-medium transition-colors hover:bg-hover hover:text-text focus-visible:outline-offset-[-2px]";
const chosen = "bg-selected text-text";

function Count({ count }: { count: number }) {
  if (count === 0) return null;
  return <span className="text-subtle tabular-nums">{count > 99 ? "99+" : count}</span>;
}
