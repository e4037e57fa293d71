import { Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { buttonStyles } from "@/components/ui/button-styles";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { load } from "@/lib/core/load";
import { searchChats } from "@/lib/domain/search/queries/search-chats";
import { searchMessages } from "@/lib/domain/search/queries/search-messages";
import { searchPeople } from "@/lib/domain/search/queries/search-people";
import type { NotUnderstood } from "@/lib/domain/search/views";
import { ChatResults } from "./_components/chat-results";
import { MessageResults } from "./_components/message-results";
import { PeopleResults } from "./_components/people-results";
import { SearchHelp } from "./_components/search-help";
import { parseSearchParams, type SearchAddress, searchHref, searchKinds } from "./search-params";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("search"))("title") };
}

/** Everything that was said, and where and by whom. The address holds the search, so it works without a script. */
export default async function SearchPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const address = parseSearchParams(await searchParams);
  const t = await getTranslations("search");
  return (
    <div className="min-h-full bg-surface">
      <div className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-8 sm:py-8">
        <PageHeader title={t("title")} />
        <search>
          <form className="flex gap-2">
            {address.kind === "messages" ? null : <input type="hidden" name="kind" value={address.kind} />}
            <Input
              name="q"
              type="search"
              key={address.q}
              autoFocus={address.q === ""}
              aria-label={t("label")}
              placeholder={t("placeholder")}
              defaultValue={address.q}
              maxLength={300}
              className="flex-1 text-ellipsis"
            />
            <button type="submit" className={buttonStyles({ variant: "primary", className: "max-sm:h-9" })}>
              {t("find")}
            </button>
          </form>
        </search>
        <KindTabs workspace={workspace} address={address} />
        {address.q.trim() ? <Results workspace={workspace} address={address} /> : <SearchHelp />}
      </div>
    </div>
  );
}

async function KindTabs({ workspace, address }: { workspace: string; address: SearchAddress }) {
  const t = await getTranslations("search");
  return (
    <nav aria-label={t("kinds.label")} className="-mt-1 flex gap-1 border-border border-b">
      {searchKinds.map((kind) => (
        <Link
          key={kind}
          href={searchHref(workspace, { q: address.q, kind })}
          aria-current={kind === address.kind ? "page" : undefined}
          className={cn(
            "-mb-px border-b-2 px-2.5 py-2 font-medium text-sm",
            kind === address.kind
              ? "border-accent text-text"
              : "border-transparent text-muted hover:text-text",
          )}
        >
          {t(`kinds.${kind}`)}
        </Link>
      ))}
    </nav>
  );
}

async function Results({ workspace, address }: { workspace: string; address: SearchAddress }) {
  const { q, kind, cursor } = address;
  if (kind === "chats") {
    const items = await load(searchChats, workspace, { q });
    return items.length > 0 ? <ChatResults workspace={workspace} items={items} /> : <NoMatch q={q} />;
  }
  if (kind === "people") {
    const items = await load(searchPeople, workspace, { q });
    return items.length > 0 ? <PeopleResults workspace={workspace} items={items} /> : <NoMatch q={q} />;
  }
  const { items, nextCursor, problems } = await load(searchMessages, workspace, { q, cursor });
  if (problems.length > 0) return <Problems problems={problems} />;
  return (
    <>
      {items.length > 0 ? <MessageResults workspace={workspace} items={items} /> : null}
      {items.length === 0 && !nextCursor ? <NoMatch q={q} /> : null}
      <Pages workspace={workspace} address={address} nextCursor={nextCursor} />
    </>
  );
}

async function Pages({
  workspace,
  address,
  nextCursor,
}: {
  workspace: string;
  address: SearchAddress;
  nextCursor: string | null;
}) {
  const t = await getTranslations("search");
  const { q, cursor } = address;
  if (!cursor && !nextCursor) return null;
  return (
    <nav aria-label={t("pages")} className="flex gap-2">
      {cursor ? (
        <Button asChild>
          <Link href={searchHref(workspace, { q })}>{t("newest")}</Link>
        </Button>
      ) : null}
      {nextCursor ? (
        <Button asChild>
          <Link href={searchHref(workspace, { q, cursor: nextCursor })}>{t("older")}</Link>
        </Button>
      ) : null}
    </nav>
  );
}

async function NoMatch({ q }: { q: string }) {
  const t = await getTranslations("search");
  return <EmptyState icon={SearchX} title={t("noMatch", { q })} text={t("noMatchText")} />;
}

async function Problems({ problems }: { problems: NotUnderstood[] }) {
  const t = await getTranslations("search");
  return (
    <EmptyState
      icon={Search}
      title={t("notUnderstood")}
      text={
        <ul className="flex flex-col gap-1">
          {problems.map(({ operator, value }) => (
            <li key={`${operator}:${value}`}>{t(`problems.${operator}`, { value })}</li>
          ))}
        </ul>
      }
    />
  );
}
