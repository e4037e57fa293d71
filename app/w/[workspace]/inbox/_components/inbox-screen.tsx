"use client";

import { Inbox as InboxIcon, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { NoConversation } from "@/components/chat/no-conversation";
import { ThreadSkeleton } from "@/components/chat/thread-skeleton";
import { InboxLayout, type InboxLayoutProps } from "@/components/shell/inbox-layout";
import { ListSearchBox } from "@/components/shell/list-search-box";
import { useDocumentTitle } from "@/components/shell/use-document-title";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { Kbd } from "@/components/ui/kbd";
import { rowsOf } from "@/lib/domain/tasks/inbox-state";
import type { InboxStartView } from "@/lib/domain/tasks/queries/get-inbox";
import type { OpenTicket } from "@/lib/domain/tasks/queries/get-open-ticket";
import type { TicketSummary } from "@/lib/domain/tasks/views";
import { useOwnTimeZone } from "@/lib/i18n/use-own-time-zone";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useMemberPresence } from "@/lib/realtime/use-member-presence";
import { NextTicketButton, useHeldTicket } from "../../_components/next-ticket";
import { TaskDeskHost } from "../../t/_components/task-desk-host";
import { useFollowers } from "../../t/_components/use-followers";
import { useLinks } from "../../t/_components/use-links";
import { type InboxAddress, longestSearch } from "../search-params";
import { ListEmpty } from "./list-empty";
import { ListKeys } from "./list-keys";
import { TicketList } from "./ticket-list";
import { useInboxAddress } from "./use-inbox-address";
import { TicketFeed, useInboxList } from "./use-inbox-list";
import { useOpenTicket } from "./use-open-ticket";
import { useTicketChanges } from "./use-ticket-changes";
import { useTicketMerge } from "./use-ticket-merge";
import { ViewTabs } from "./view-tabs";

// A list without an open ticket is there sooner without them; they follow while its reader looks at it. Written out, so
// that a page with an open ticket names them in its head.
const TicketThread = dynamic(() => import("./ticket-thread").then((m) => m.TicketThread), {
  loading: ThreadSkeleton,
});
const TicketContext = dynamic(() => import("./ticket-context").then((m) => m.TicketContext));

export interface InboxScreenProps {
  slug: string;
  start: InboxStartView;
  place: Pick<InboxAddress, "view" | "q">;
  /** The ticket in the address, if there is one and the member may see it. */
  opened: OpenTicket | null;
  /** As the account or an earlier visit says; undefined when nobody has said. */
  timeZone: string | undefined;
  settings: InboxLayoutProps["settings"];
  /** What a new workspace still lacks, for those who can do something about it. */
  firstRun: ReactNode;
}

/** List, conversation, details. The address says which; moving between tickets asks only for what is not here yet. */
export function InboxScreen({
  slug,
  start,
  place,
  opened: initial,
  timeZone: known,
  settings,
  firstRun,
}: InboxScreenProps) {
  const t = useTranslations("inbox");
  const { me, page, counts } = start;
  const timeZone = useOwnTimeZone(known);
  const channels = useMemberChannels();
  const address = useInboxAddress(slug);
  const { go } = address;
  const open = useOpenTicket(slug, address.number, initial);
  const { opened, ticket, apply, recheck } = open;
  const list = useInboxList({
    userId: me.id,
    address,
    initial: { ...place, ...page, counts },
  });
  const { store } = list;
  const [focused, setFocused] = useState<number | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void import("./ticket-thread");
    void import("./ticket-context");
  }, []);
  useTagNews(() => store.refetchSoon(500));
  useMemberPresence(ticket?.chatId ?? null);
  useHeldTicket(ticket?.id ?? null);
  useDocumentTitle(ticket ? t("documentTitle", { number: ticket.number, title: ticket.title }) : t("title"));

  const onChange = useCallback(
    (changed: TicketSummary) => {
      apply(changed);
      store.tell({ type: "updated", ticket: changed });
      // One's own deed is no surprise under the cursor: the row goes where it belongs.
      store.tell({ type: "settled", id: changed.id });
    },
    [apply, store],
  );
  const changes = useTicketChanges(slug, ticket, onChange, timeZone);
  const onOpen = useCallback(
    (number: number) => {
      setFocused(number);
      go({ number });
    },
    [go],
  );
  const merging = useTicketMerge(slug, ticket, onChange, onOpen);
  const links = useLinks(ticket);
  const followers = useFollowers(ticket, links.followers, links.refresh);
  const onRead = useCallback(
    (chatId: string, seq: number) => store.tell({ type: "read", chatId, seq }),
    [store],
  );
  const onSearch = useCallback((q: string) => go({ q }, { replace: true }), [go]);
  const rows = list.inbox ? rowsOf(list.inbox) : [];
  const isNew = list.inbox !== null && rows.length === 0 && address.view === "all" && address.q === "";

  function onNext() {
    const at = rows.findIndex(({ number }) => number === address.number);
    const next = rows[at + 1] ?? rows[at - 1];
    setFocused(next?.number ?? null);
    go({ number: next?.number ?? null });
  }

  return (
    <TaskDeskHost slug={slug} me={me} timeZone={timeZone}>
      {[channels.user, ...channels.queues].map((channel) => (
        <TicketFeed key={channel} channel={channel} store={store} onTicket={apply} onLeft={recheck} />
      ))}
      <ListKeys rows={rows} address={address} focused={focused} onFocus={setFocused} search={search} />
      <InboxLayout
        heading={t("title")}
        threadOpen={address.number !== null}
        settings={settings}
        list={
          <>
            <h2 className="sr-only">{t("title")}</h2>
            <div className="flex h-12 shrink-0 items-center">
              <ViewTabs
                view={address.view}
                counts={list.answer.counts}
                hrefOf={(view) => address.hrefOf({ view })}
                onChange={(view) => go({ view })}
              />
              <div className="ml-auto shrink-0 pr-2">
                <NextTicketButton compact />
              </div>
            </div>
            <ListSearchBox
              ref={search}
              q={address.q}
              maxLength={longestSearch}
              texts={{
                label: t("search.label"),
                placeholder: t("search.placeholder"),
                clear: t("search.clear"),
              }}
              onChange={onSearch}
            />
            <TicketList
              list={list}
              address={address}
              empty={
                <>
                  <ListEmpty address={address} chatKey={start.chatKey} seesAll={start.seesAll} />
                  {isNew ? <div className="px-4 pb-6 md:hidden">{firstRun}</div> : null}
                </>
              }
              timeZone={timeZone}
              focused={focused}
              onOpen={onOpen}
            />
          </>
        }
        context={
          ticket ? (
            <TicketContext
              slug={slug}
              me={me}
              ticket={ticket}
              changes={changes}
              links={links}
              followers={followers}
              timeZone={timeZone}
              hrefOfTicket={(number) => address.hrefOf({ number })}
              onOpen={onOpen}
              onCustomer={open.applyCustomer}
            />
          ) : undefined
        }
      >
        {opened && ticket ? (
          <TicketThread
            key={ticket.id}
            slug={slug}
            me={me}
            opened={opened}
            ticket={ticket}
            changes={changes}
            links={links.links}
            onFollow={followers.toggle}
            address={address}
            timeZone={timeZone}
            onRead={onRead}
            merging={merging}
            onNext={onNext}
          />
        ) : (
          <NoThread
            open={open}
            firstRun={isNew ? firstRun : null}
            listHref={address.hrefOf({ number: null })}
            onBack={() => go({ number: null })}
          />
        )}
      </InboxLayout>
    </TaskDeskHost>
  );
}

/** In place of a conversation; the first steps of a new workspace while none is chosen. */
function NoThread({
  open,
  firstRun,
  listHref,
  onBack,
}: {
  open: ReturnType<typeof useOpenTicket>;
  firstRun: ReactNode;
  listHref: string;
  onBack: () => void;
}) {
  const t = useTranslations("inbox.thread");
  if (open.number === null && firstRun) {
    return <div className="m-auto w-full max-w-xl overflow-y-auto p-6">{firstRun}</div>;
  }
  return (
    <NoConversation
      chosen={open.number !== null}
      error={open.error}
      texts={{
        none: {
          icon: InboxIcon,
          title: t("none"),
          text: t.rich("noneText", { key: (keys) => <Kbd keys={[String(keys)]} /> }),
        },
        gone: { icon: SearchX, title: t("notFound"), text: t("notFoundText") },
        back: t("back"),
        failed: t("failed"),
      }}
      listHref={listHref}
      onBack={onBack}
      onRetry={open.retry}
    />
  );
}
