import { MessageCircle, Ticket, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { ChatHit } from "@/lib/domain/search/views";

const icons = { direct: MessageCircle, group: Users, support: Ticket };

/** What a chat is called: its ticket's number and title and who asks, its own title, or who is in it. */
export function ChatName({ chat, className }: { chat: ChatHit; className?: string }) {
  const t = useTranslations("search");
  const Icon = icons[chat.kind];
  return (
    <span className={cn("flex min-w-0 items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:shrink-0", className)}>
      <Icon aria-hidden />
      {chat.number === null ? null : <span className="shrink-0 tabular-nums">#{chat.number}</span>}
      <span className="truncate">{chat.title ?? t(`untitled.${chat.kind}`)}</span>
      {chat.customer ? <span className="max-w-2/5 shrink-0 truncate">· {chat.customer}</span> : null}
    </span>
  );
}
