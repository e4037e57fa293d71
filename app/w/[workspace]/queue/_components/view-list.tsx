"use client";

import { ArrowDown, ArrowUp, ChevronDown, Ellipsis, PencilLine, Save, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import {
  isStandardView,
  type QueuePlace,
  standardPlace,
  standardViews,
} from "@/lib/domain/tasks/queue/place";
import type { SavedView } from "@/lib/domain/tasks/queue/saved-views";
import { RenameView } from "./rename-view";
import { savedPlace } from "./saved-place";
import type { QueueNavigation } from "./use-queue-address";
import type { useQueueViews } from "./use-queue-list";
import { useViewChanges } from "./use-view-changes";

export interface ViewListProps {
  slug: string;
  start: QueueStartView;
  views: ReturnType<typeof useQueueViews>;
  address: QueueNavigation;
}

/** The views beside the table, where there is room. */
export function ViewNav(props: ViewListProps) {
  return (
    <div className="hidden w-60 shrink-0 overflow-y-auto border-border border-r bg-background py-2 lg:block">
      <ViewList {...props} />
    </div>
  );
}

/** The views in a menu, under 1280 px. */
export function ViewMenu(props: ViewListProps) {
  const t = useTranslations("queue.views");
  const [open, setOpen] = useState(false);
  const name = useViewName(props);
  return (
    <div className="lg:hidden">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button variant="secondary" aria-label={t("open", { name })} className="max-w-56">
            <span className="truncate">{name}</span>
            <ChevronDown aria-hidden />
          </Button>
        </PopoverTrigger>
        <PopoverContent aria-label={t("label")} className="px-0 py-1.5">
          <ViewList {...props} onDone={() => setOpen(false)} />
        </PopoverContent>
      </Popover>
    </div>
  );
}

function useViewName({ views, address: { place } }: ViewListProps): string {
  const t = useTranslations("queue.views");
  const saved = views.saved.find(({ id }) => id === place.view);
  if (saved) return saved.name;
  return t(isStandardView(place.view) ? place.view : "all");
}

/** Whether both say the same, whatever they are called. */
const isSame = (a: QueuePlace, b: QueuePlace) =>
  formatQueueAddress({ ...a, view: null }).toString() === formatQueueAddress({ ...b, view: null }).toString();

function ViewList({ onDone, ...props }: ViewListProps & { onDone?: () => void }) {
  const { views, address } = props;
  const t = useTranslations("queue.views");
  const { place, go } = address;
  const current =
    views.saved.some(({ id }) => id === place.view) || isStandardView(place.view) ? place.view : "all";
  const groups = groupsOf(views.saved, t);
  const link = (to: QueuePlace, name: string, id: string) => (
    <ViewLink
      name={name}
      href={address.hrefOf(to)}
      count={views.counts[id]}
      isCurrent={current === id}
      isChanged={current === id && !isSame(place, to)}
      onOpen={() => {
        go(to);
        onDone?.();
      }}
    />
  );
  return (
    <nav aria-label={t("label")} className="flex flex-col gap-3">
      <ul className="flex flex-col px-2">
        {standardViews.map((view) => (
          <li key={view} className="flex">
            {link(standardPlace(view), t(view), view)}
          </li>
        ))}
      </ul>
      {groups.map(({ key, heading, items }) => (
        <section key={key} aria-label={heading}>
          <h2 className="px-4 pb-1 font-medium text-subtle text-xs">{heading}</h2>
          <ul className="flex flex-col px-2">
            {items.map((view) => (
              <li key={view.id} className="group/view flex items-center">
                {link(savedPlace(view), view.name, view.id)}
                {view.mayChange ? <ViewActions {...props} view={view} beside={items} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface ViewLinkProps {
  name: string;
  href: string;
  count: number | undefined;
  isCurrent: boolean;
  isChanged: boolean;
  onOpen: () => void;
}

function ViewLink({ name, href, count, isCurrent, isChanged, onOpen }: ViewLinkProps) {
  const t = useTranslations("queue.views");
  return (
    <a
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
      className={cn(
        "flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-text focus-visible:outline-offset-[-2px]",
        isCurrent && "bg-selected font-medium text-text",
      )}
    >
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {isChanged ? (
        <span title={t("changedHint")} className="shrink-0 font-normal text-accent-text text-xs">
          {t("changed")}
        </span>
      ) : null}
      {count ? (
        <span className="shrink-0 font-normal text-subtle text-xs tabular-nums">
          {count > 99 ? "99+" : count}
        </span>
      ) : null}
    </a>
  );
}

function groupsOf(
  saved: readonly SavedView[],
  t: ReturnType<typeof useTranslations<"queue.views">>,
): { key: string; heading: string; items: SavedView[] }[] {
  const teams = new Map(saved.flatMap(({ team }) => (team ? [[team.id, team.name] as const] : [])));
  return [
    { key: "private", heading: t("private"), items: saved.filter(({ scope }) => scope === "private") },
    ...[...teams].map(([id, name]) => ({
      key: id,
      heading: t("ofTeam", { name }),
      items: saved.filter(({ team }) => team?.id === id),
    })),
    { key: "workspace", heading: t("workspace"), items: saved.filter(({ scope }) => scope === "workspace") },
  ].filter(({ items }) => items.length > 0);
}

interface ViewActionsProps extends ViewListProps {
  view: SavedView;
  /** The list that it stands in. */
  beside: readonly SavedView[];
}

function ViewActions({ slug, view, beside, views, address }: ViewActionsProps): ReactNode {
  const t = useTranslations("queue.views");
  const [renaming, setRenaming] = useState(false);
  const changes = useViewChanges(slug, views.refresh.now);
  const { place, go } = address;
  const at = beside.findIndex(({ id }) => id === view.id);
  const isCurrent = place.view === view.id;
  const isChanged = isCurrent && !isSame(place, savedPlace(view));
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          aria-label={t("menu", { name: view.name })}
          className="flex size-7 shrink-0 items-center justify-center rounded-md text-subtle hover:bg-hover hover:text-text data-[state=open]:bg-hover"
        >
          <Ellipsis aria-hidden className="size-4" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-64">
          {isChanged ? (
            <>
              <DropdownMenuItem icon={<Save aria-hidden />} onSelect={() => void changes.update(view, place)}>
                {t("update")}
              </DropdownMenuItem>
              <DropdownMenuItem icon={<ArrowUp aria-hidden />} onSelect={() => go(savedPlace(view))}>
                {t("original")}
              </DropdownMenuItem>
              <DropdownMenuSeparator />
            </>
          ) : null}
          <DropdownMenuItem icon={<PencilLine aria-hidden />} onSelect={() => setRenaming(true)}>
            {t("rename")}
          </DropdownMenuItem>
          {at > 0 ? (
            <DropdownMenuItem
              icon={<ArrowUp aria-hidden />}
              onSelect={() => void changes.move(beside, at, -1)}
            >
              {t("moveUp")}
            </DropdownMenuItem>
          ) : null}
          {at < beside.length - 1 ? (
            <DropdownMenuItem
              icon={<ArrowDown aria-hidden />}
              onSelect={() => void changes.move(beside, at, 1)}
            >
              {t("moveDown")}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuSeparator />
          <DropdownMenuItem
            tone="danger"
            icon={<Trash2 aria-hidden />}
            onSelect={() =>
              void changes.remove(view).then((done) => {
                if (done && isCurrent) go({ ...place, view: null }, { replace: true });
              })
            }
          >
            {t("delete")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {renaming ? (
        <RenameView view={view} onRename={changes.rename} onClose={() => setRenaming(false)} />
      ) : null}
    </>
  );
}
