import { Reply } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MessageFiles } from "@/components/chat/files/message-files";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import type { MessageLine } from "./lines";
import { MessageText } from "./message-text";
import { QuoteBlock } from "./quote-block";

export interface MessageBubbleProps {
  line: MessageLine;
  time: string;
  /** Under one's own message: whether it was sent, delivered, read, or failed. */
  delivery?: ReactNode;
  /** Begins an answer to it. */
  onReply?: (line: MessageLine) => void;
}

/** One message: one's own on the right, the team's on the left with a face. */
export function MessageBubble({ line, time, delivery, onReply }: MessageBubbleProps) {
  const t = useTranslations("customer");
  const { own, author, first, last } = line;
  const name = own ? t("you") : (author.name ?? t("support"));
  return (
    <article
      aria-label={t("saidAt", { author: name, time })}
      className={`group flex gap-2 ${first ? "mt-4" : "mt-0.5"} ${own ? "justify-end" : ""}`}
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
          className={`max-w-full overflow-clip rounded-2xl px-3.5 py-2 text-base ${own ? ownLook(line) : theirLook(line)}`}
        >
          {line.replyTo && !line.deleted ? <QuoteBlock quote={line.replyTo} /> : null}
          {line.deleted ? (
            <span className="italic opacity-90">{t("deleted")}</span>
          ) : line.body ? (
            <MessageText text={line.body} />
          ) : null}
          <MessageFiles files={line.files} />
        </div>
        {line.edited ? <p className="px-1 text-subtle text-xs">{t("edited")}</p> : null}
        {delivery}
      </div>
      {onReply && line.seq !== null && !line.deleted ? (
        <IconButton
          label={t("reply.begin")}
          size="sm"
          onClick={() => onReply(line)}
          className={`self-center opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-60 ${own ? "order-first" : ""}`}
        >
          <Reply aria-hidden />
        </IconButton>
      ) : null}
    </article>
  );
}

function ownLook({ failed, last }: MessageLine): string {
  const colours = failed ? "bg-danger-soft text-danger-text" : "bg-accent text-on-accent";
  return `${colours} ${last ? "rounded-br-sm" : ""}`;
}

const theirLook = ({ last }: MessageLine) => `bg-hover text-text ${last ? "rounded-bl-sm" : ""}`;
