"use client";

import { Hash, LifeBuoy, StickyNote } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { ChatRow } from "@/lib/domain/chats/list-views";
import { usePresence } from "@/lib/realtime/people-presence";

export interface ChatAvatarProps {
  chat: Pick<ChatRow, "id" | "kind" | "title" | "people" | "requester">;
  myId: string;
  name: string;
}

/** The picture of a chat: the other one with their presence, some of a group, or whoever asks for support. */
export function ChatAvatar({ chat, myId, name }: ChatAvatarProps) {
  const { kind, people, requester } = chat;
  const [first, second] = people;
  const presence = usePresence(kind === "direct" ? (first?.id ?? null) : null);
  if (kind === "support") {
    return (
      <span aria-hidden className="relative inline-flex">
        <Avatar name={name} id={requester?.id} size={32} />
        <span className="-right-1 -bottom-1 absolute flex size-4 items-center justify-center rounded-full bg-surface text-muted">
          <LifeBuoy className="size-3" />
        </span>
      </span>
    );
  }
  if (kind === "direct") {
    if (first?.id === myId) return <Tile id={chat.id} icon={<StickyNote className="size-4" />} />;
    return (
      <Avatar
        name={first?.name ?? name}
        id={first?.id}
        src={first?.avatar}
        size={32}
        status={first?.removed ? "offline" : presence}
        className={cn(first?.removed && "opacity-60 grayscale")}
      />
    );
  }
  if (!second) return <Tile id={chat.id} icon={<Hash className="size-4" />} />;
  return (
    <span aria-hidden className="relative inline-flex size-8 shrink-0">
      <Avatar
        name={first!.name}
        id={first!.id}
        src={first!.avatar}
        size={20}
        className="absolute top-0 left-0"
      />
      <Avatar
        name={second.name}
        id={second.id}
        src={second.avatar}
        size={20}
        className="absolute right-0 bottom-0 rounded-full ring-2 ring-surface"
      />
    </span>
  );
}

function Tile({ id, icon }: { id: string; icon: React.ReactNode }) {
  return (
    <span
      aria-hidden
      data-chat-tile={id}
      className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-hover text-muted"
    >
      {icon}
    </span>
  );
}
