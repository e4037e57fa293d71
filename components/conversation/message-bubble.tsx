import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MessageFiles } from "@/components/chat/files/message-files";
import { Avatar } from "@/components/ui/avatar";
import type { MessageLine } from "./lines";
import { MessageText } from "./message-text";

export interface MessageBubbleProps {
  line: MessageLine;
  time: string;
  /** Under one's own message: whether it was sent, delivered, read, or failed. */
  delivery?: ReactNode;
}

/** One message: one's own on the right, the team's on the left with a face. */
export function MessageBubble({ line, time, delivery }: MessageBubbleProps) {
  const t = useTranslations("customer");
  const { own, author, first, last } = line;
  const name = own ? t("you") : (author.name ?? t("support"));
  return (
    <article
      aria-label={t("saidAt", { author: name, time })}
      className={`flex gap-2 ${first ? "mt-4" : "mt-0.5"} ${own ? "justify-end" : ""}`}
    >
      {own ? null : (
        <span className="flex w-7 shrink-0 items-end">
          {last ? <Avatar name={name} src={author.avatar} size={24} /> : null}
        </span>
      )}
      <div
        className={`flex min-w-0 max-w-[85%] flex-col sm:max-w-[78%] ${own ? "items-end" : "items-start"}`}
      >
        {first ? (
          <p className="mb-1 px-1 text-subtle text-xs">
            {own ? null : <span className="font-medium text-muted">{name} · </span>}
            {time}
          </p>
        ) : null}
        <div
          dir="auto"
          className={`max-w-full rounded-2xl px-3.5 py-2 text-base ${own ? ownLook(line) : theirLook(line)}`}
        >
          {line.deleted ? (
            <span className="italic opacity-90">{t("deleted")}</span>
          ) : line.body ? (
            <MessageText text={line.body} />
          ) : null}
          <MessageFiles files={line.files} />
        </div>
        {delivery}
      </div>
    </article>
  );
}

function ownLook({ failed, last }: MessageLine): string {
  const colours = failed ? "bg-danger-soft text-danger-text" : "bg-accent text-on-accent";
  return `${colours} ${last ? "rounded-br-sm" : ""}`;
}

const theirLook = ({ last }: MessageLine) => `bg-hover text-text ${last ? "rounded-bl-sm" : ""}`;
