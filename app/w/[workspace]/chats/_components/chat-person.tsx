"use client";

import { Crown, Ellipsis, MessageCircle, User, UserRoundX } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { ChatRole, Participant } from "@/lib/domain/chats/views";
import { usePresence } from "@/lib/realtime/people-presence";

const AlertDialog = dynamic(() => import("@/components/ui/alert-dialog").then((m) => m.AlertDialog));

export interface ChatPersonProps {
  person: Participant;
  isMe: boolean;
  showRole: boolean;
  /** The reader owns the group. */
  mayManage: boolean;
  onWriteTo: (userId: string) => void;
  onRole: (chatRole: ChatRole) => void;
  onRemove: () => Promise<boolean>;
}

/** Somebody who takes part: whether they are here, what they are in this chat, and what can be done. */
export function ChatPerson(props: ChatPersonProps) {
  const { person, isMe, showRole, mayManage, onWriteTo, onRole, onRemove } = props;
  const t = useTranslations("chats");
  const { user, chatRole, removed } = person;
  const [removing, setRemoving] = useState<"ask" | "pending" | null>(null);
  const presence = usePresence(user.id);
  const owner = chatRole === "owner";
  return (
    <li className="flex min-h-11 items-center gap-2.5 rounded-md px-2 hover:bg-hover">
      <Avatar
        name={user.name}
        id={user.id}
        src={user.avatar}
        size={24}
        status={removed ? "offline" : presence}
        className={cn(removed && "opacity-60 grayscale")}
      />
      <span className="flex min-w-0 flex-1 flex-col leading-tight">
        <span className="truncate text-sm">
          {user.name}
          {isMe ? <span className="text-subtle"> ({t("context.you")})</span> : null}
        </span>
        <span className="flex gap-1 text-subtle text-xs">
          <span>{removed ? t("context.removed") : t(`presence.${presence}`)}</span>
          {showRole && owner ? <span>· {t("context.owner")}</span> : null}
        </span>
      </span>
      {isMe && !mayManage ? null : (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton size="sm" label={t("context.more", { name: user.name })}>
              <Ellipsis aria-hidden />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {isMe ? null : (
              <DropdownMenuItem icon={<MessageCircle aria-hidden />} onSelect={() => onWriteTo(user.id)}>
                {t("context.message", { name: user.name })}
              </DropdownMenuItem>
            )}
            {mayManage ? (
              <DropdownMenuItem
                icon={owner ? <User aria-hidden /> : <Crown aria-hidden />}
                onSelect={() => onRole(owner ? "member" : "owner")}
              >
                {t(owner ? "context.makeMember" : "context.makeOwner")}
              </DropdownMenuItem>
            ) : null}
            {mayManage && !isMe ? (
              <DropdownMenuItem
                tone="danger"
                icon={<UserRoundX aria-hidden />}
                onSelect={() => setRemoving("ask")}
              >
                {t("context.remove")}
              </DropdownMenuItem>
            ) : null}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      {removing ? (
        <AlertDialog
          open
          onOpenChange={(open) => open || setRemoving(null)}
          title={t("removeDialog.title", { name: user.name })}
          description={t("removeDialog.text")}
          confirmLabel={t("removeDialog.confirm")}
          pending={removing === "pending"}
          onConfirm={async () => {
            setRemoving("pending");
            await onRemove();
            setRemoving(null);
          }}
        />
      ) : null}
    </li>
  );
}
