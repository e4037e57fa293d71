"use client";

import { MessageSquareText, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import type { CannedReply } from "@/lib/domain/canned-replies/views";
import { plainLine } from "@/lib/domain/chats/plain-line";
import { rankByName } from "@/lib/domain/people/rank-names";
import type { VariableValues } from "@/lib/reply-variables/variables";
import { DeleteReply } from "./delete-reply";
import { ReplyDialog } from "./reply-dialog";

export interface ReplyListProps {
  slug: string;
  replies: readonly CannedReply[];
  sample: VariableValues;
  mayShare: boolean;
}

/** The shared ones and one's own, each under its heading. */
export function ReplyList({ slug, replies, sample, mayShare }: ReplyListProps) {
  const t = useTranslations("settings.cannedReplies");
  const [query, setQuery] = useState("");
  if (replies.length === 0)
    return <EmptyState as="h2" icon={MessageSquareText} title={t("emptyTitle")} text={t("emptyText")} />;
  const found = rankByName(replies, query, ({ shortcut, title, body }) => [title, shortcut, body]);
  return (
    <div className="flex flex-col gap-6">
      <Input
        type="search"
        value={query}
        maxLength={100}
        aria-label={t("search")}
        placeholder={t("search")}
        onChange={(event) => setQuery(event.target.value)}
        className="max-w-80"
      />
      {found.length === 0 ? (
        <EmptyState
          as="h2"
          icon={SearchX}
          title={t("noMatch", { query })}
          action={<Button onClick={() => setQuery("")}>{t("showAll")}</Button>}
        />
      ) : null}
      {(["shared", "personal"] as const).map((scope) => {
        const own = found.filter((reply) => reply.scope === scope);
        return own.length === 0 ? null : (
          <section key={scope} aria-labelledby={`canned-${scope}`}>
            <h2 id={`canned-${scope}`} className="pb-2 font-semibold text-base">
              {t(scope)}
            </h2>
            <ul
              aria-labelledby={`canned-${scope}`}
              className="divide-y divide-border rounded-xl border border-border bg-surface"
            >
              {own.map((reply) => (
                <li key={reply.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                  <div className="min-w-0 flex-1 basis-56">
                    <div className="flex min-w-0 items-center gap-2">
                      <h3 dir="auto" className="truncate font-medium text-sm text-text">
                        {reply.title}
                      </h3>
                      <Badge className="shrink truncate font-mono">/{reply.shortcut}</Badge>
                    </div>
                    <p dir="auto" className="line-clamp-2 break-words text-muted text-xs">
                      {plainLine(reply.body.replace(/\s+/g, " "))}
                    </p>
                    {scope === "shared" ? (
                      <p className="pt-0.5 text-subtle text-xs">
                        {t("updatedBy", { name: reply.updatedBy })}
                      </p>
                    ) : null}
                  </div>
                  {reply.mayChange ? (
                    <div className="flex items-center gap-1.5">
                      <ReplyDialog slug={slug} sample={sample} mayShare={mayShare} reply={reply} />
                      <DeleteReply slug={slug} reply={reply} />
                    </div>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
