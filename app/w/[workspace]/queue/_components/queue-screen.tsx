"use client";

import { Bookmark, SquareCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef, useState } from "react";
import { ListSearchBox } from "@/components/shell/list-search-box";
import { useDocumentTitle } from "@/components/shell/use-document-title";
import { useFields } from "@/components/tasks/fields/use-fields";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { fieldsOn } from "@/lib/domain/tasks/fields/field-rules";
import { rowsOf } from "@/lib/domain/tasks/inbox-state";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import { formatQueueAddress, longestSearch, parseQueueAddress } from "@/lib/domain/tasks/queue/address";
import { fitFields } from "@/lib/domain/tasks/queue/field-columns";
import type { QueuePlace } from "@/lib/domain/tasks/queue/place";
import { useOwnTimeZone } from "@/lib/i18n/use-own-time-zone";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { NextTicketButton } from "../../_components/next-ticket";
import { TicketFeed } from "../../inbox/_components/use-inbox-list";
import { BulkStrips } from "./bulk-strip";
import { DisplayMenu } from "./display-menu";
import { FilterBar, FilterMenu } from "./filter-menu";
import { linesOf } from "./lines";
import { QueueCards } from "./queue-cards";
import { QueueKeys } from "./queue-keys";
import { QueueList } from "./queue-list";
import { QueueTable } from "./queue-table";
import { SaveView } from "./save-view";
import { SelectionBar } from "./selection-bar";
import { useBulkChanges } from "./use-bulk-changes";
import { useQueueAddress } from "./use-queue-address";
import { useQueueList, useQueueViews } from "./use-queue-list";
import { useSelection } from "./use-selection";
import { ViewMenu, ViewNav } from "./view-list";

export interface QueueScreenProps {
  slug: string;
  start: QueueStartView;
  /** What the server rendered, as the address says it. */
  address: string;
  /** As the account or an earlier visit says; undefined when nobody has said. */
  timeZone: string | undefined;
}

const nothing = () => {};

/** Views, filters and the table of tickets; the address says which of them. */
export function QueueScreen({ slug, start, address: rendered, timeZone: known }: QueueScreenProps) {
  const t = useTranslations("queue");
  const router = useRouter();
  const { me } = start;
  const timeZone = useOwnTimeZone(known);
  const channels = useMemberChannels();
  const defined = useFields(start.fields);
  const fields = useMemo(() => fieldsOn(defined ?? [], "ticket"), [defined]);
  const address = useQueueAddress(slug, fields);
  const { place, filter } = address;
  const [initial] = useState(
    () => fitFields(parseQueueAddress(new URLSearchParams(rendered)).place, start.fields).place,
  );
  const list = useQueueList({
    ...{ userId: me.id, timeZone: start.timeZone },
    ...{ place, fields, initial, page: start.page },
  });
  const views = useQueueViews(slug, start.views);
  const { refresh } = views;
  const { store } = list;
  const [focused, setFocused] = useState<number | null>(null);
  const [open, setOpen] = useState<"filter" | "display" | "save" | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const isWide = useMediaQuery("(min-width: 37.5rem)", true);
  useTagNews(() => store.refetchSoon(500));
  useDocumentTitle(t("title"));

  const searching = list.inbox?.searching ?? false;
  const feed = useMemo(
    () => ({
      tell: store.tell,
      refetch: async () => {
        await Promise.all([store.refetch(), refresh.now()]);
      },
      refetchSoon: () => {
        refresh.soon();
        // Of such lists only the server can tell what has joined them.
        if (searching) store.refetchSoon();
      },
    }),
    [store, refresh, searching],
  );
  const lines = useMemo(
    () => linesOf(list.inbox ? rowsOf(list.inbox) : [], place.group),
    [list.inbox, place.group],
  );
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === "ticket" ? [line.ticket] : [])), [lines]);
  const hrefOf = useCallback((number: number) => `/w/${slug}/inbox/${number}`, [slug]);
  const onOpen = useCallback((number: number) => router.push(hrefOf(number)), [router, hrefOf]);
  const onSearch = useCallback((q: string) => filter({ q }), [filter]);
  const whenOpen = (name: typeof open) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  const letGo = useCallback(() => {
    store.tell({ type: "held", held: false });
    store.tell({ type: "held", held: true });
  }, [store]);
  const selected = useSelection(slug, place, rows);
  const bulk = useBulkChanges(slug, start.bulk, timeZone);
  // On a phone rows have no boxes until somebody wants to select.
  const [touching, setTouching] = useState(false);
  const isSelecting = selected.isAny || touching;
  const saved = views.saved.find(({ id }) => id === place.view);
  const shared = {
    slug,
    me,
    lines,
    list,
    place,
    filter,
    hrefOf,
    onOpen,
    focused,
    onFocus: setFocused,
    fields,
    timeZone,
    selected,
  };

  return (
    <div className="flex h-full min-h-0">
      {[channels.user, ...channels.queues].map((channel) => (
        <TicketFeed key={channel} channel={channel} store={feed} onTicket={nothing} onLeft={nothing} />
      ))}
      <QueueKeys
        rows={rows}
        views={views}
        address={address}
        focused={focused}
        onFocus={setFocused}
        onOpen={onOpen}
        selected={selected}
        onNews={letGo}
        onPanel={setOpen}
        search={search}
      />
      <ViewNav slug={slug} start={start} views={views} address={address} />
      <section className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
        <h1 className="sr-only">{t("title")}</h1>
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-border border-b px-3 py-2 sm:px-4">
          <ViewMenu slug={slug} start={start} views={views} address={address} />
          <div className="order-last w-full min-w-0 sm:order-none sm:w-64 sm:flex-1 sm:max-w-sm">
            <ListSearchBox
              ref={search}
              q={place.filters.q}
              maxLength={longestSearch}
              texts={{
                label: t("search.label"),
                placeholder: t("search.placeholder"),
                clear: t("search.clear"),
              }}
              onChange={onSearch}
              className="p-0"
            />
          </div>
          <div className="ml-auto flex items-center gap-2 max-sm:gap-0">
            <Button
              variant="ghost"
              aria-pressed={isSelecting}
              aria-label={t("bulk.select")}
              onClick={() => {
                setTouching(!isSelecting);
                selected.clear();
              }}
              className="sm:hidden"
            >
              <SquareCheck aria-hidden />
            </Button>
            <NextTicketButton />
            <FilterMenu
              {...whenOpen("filter")}
              slug={slug}
              start={start}
              address={address}
              names={list.answer.names}
            />
            <DisplayMenu {...whenOpen("display")} address={address} />
            <SaveView {...whenOpen("save")} slug={slug} start={start} views={views} address={address}>
              <Button variant="ghost" aria-label={t("views.save")}>
                <Bookmark aria-hidden />
                <span className="max-md:sr-only">{t("views.save")}</span>
              </Button>
            </SaveView>
          </div>
        </div>
        <FilterBar
          start={start}
          address={address}
          names={list.answer.names}
          onEdit={() => setOpen("filter")}
        />
        <Ignored
          key={formatQueueAddress(place).toString()}
          place={place}
          problems={problemsOf(address, list)}
        />
        <QueueList list={list} address={address} start={start} saved={saved ?? null} letGo={letGo}>
          {isWide ? (
            <QueueTable {...shared} address={address} />
          ) : (
            <QueueCards {...shared} isSelecting={isSelecting} />
          )}
        </QueueList>
        <p role="status" className="sr-only">
          {selected.isAny && selected.count !== null ? t("bulk.selected", { count: selected.count }) : ""}
        </p>
        <BulkStrips slug={slug} bulk={bulk} timeZone={timeZone} />
        {isSelecting ? (
          <SelectionBar
            slug={slug}
            me={me}
            place={place}
            selected={selected}
            bulk={bulk}
            hasMore={list.hasMore}
            timeZone={timeZone}
            onDone={() => setTouching(false)}
          />
        ) : null}
      </section>
    </div>
  );
}

type Problem = { name: string; value: string };

function problemsOf(
  { problems }: { problems: readonly Problem[] },
  { answer }: { answer: { ignored: readonly Problem[] } },
): Problem[] {
  const all = [...problems, ...answer.ignored].map(
    (problem) => [`${problem.name} ${problem.value}`, problem] as const,
  );
  return [...new Map(all).values()];
}

/** What the address says and nobody understands, until it is put away. */
function Ignored({ place, problems }: { place: QueuePlace; problems: readonly Problem[] }) {
  const t = useTranslations("queue");
  const [seen, setSeen] = useState(false);
  if (seen || problems.length === 0) return null;
  const what = problems
    .map(({ name, value }) => (name === "field" ? t("unknownField") : `${name}: ${value || "–"}`))
    .join(", ");
  return (
    <Banner
      tone="warning"
      shape="bar"
      action={
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            setSeen(true);
            // The address then says what is shown, and nothing else.
            const params = formatQueueAddress(place).toString();
            window.history.replaceState(null, "", `${window.location.pathname}${params ? `?${params}` : ""}`);
          }}
        >
          {t("dismiss")}
        </Button>
      }
    >
      {t("ignored", { what })}
    </Banner>
  );
}
