"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { MemberEntry, Reaction } from "@/lib/domain/chats/views";
import { useMessageActions } from "./message-actions";

/** What others made of a message: each emoji with its number, whose they are, and one's own marked. */
export function ReactionChips({ entry, reactions }: { entry: MemberEntry; reactions: readonly Reaction[] }) {
  const t = useTranslations("chat.reactions");
  const { me, react } = useMessageActions();
  if (reactions.length === 0) return null;
  return (
    <ul aria-label={t("label")} className="flex flex-wrap gap-1">
      {reactions.map(({ emoji, by }) => {
        const own = by.some(({ id }) => id === me.id);
        const names = by.map(({ id, name }) => (id === me.id ? t("you") : name));
        const who = t("who", {
          names: names.slice(0, mostNames).join(", "),
          more: Math.max(0, names.length - mostNames),
        });
        return (
          <li key={emoji}>
            <Tooltip label={who}>
              <button
                type="button"
                aria-pressed={own}
                aria-label={`${emoji} ${who}`}
                onClick={() => react(entry, emoji)}
                className={cn(
                  "flex h-6 items-center gap-1 rounded-full border px-1.5 text-xs tabular-nums",
                  own
                    ? "border-accent bg-accent-soft text-accent-text"
                    : "border-border bg-raised text-muted hover:bg-hover",
                )}
              >
                <span aria-hidden className="text-sm">
                  {emoji}
                </span>
                <span aria-hidden>{by.length}</span>
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}

const mostNames = 12;
