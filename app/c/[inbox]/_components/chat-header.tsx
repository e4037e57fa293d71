"use client";

import { ArrowLeft, MessagesSquare, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AgentsHeading } from "@/components/conversation/agents-heading";
import { CountBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { CustomerChatState } from "@/lib/domain/chats/views";

/** What the page says of the inbox before anything is asked. */
export type Welcome = { name: string; greeting: string; workspaceName: string; requireIdentity: boolean };
export type ToList = { unread: number; open: () => void } | null;

/** What every view of the page gets. */
export interface ViewProps {
  welcome: Welcome;
  host: { framed: boolean; close: () => void };
  framed: boolean;
}

export interface ChatHeaderProps extends ViewProps {
  agents?: CustomerChatState["agents"];
  /** The way to the list of conversations, when there are any. */
  toList?: ToList;
  /** In place of who answers. */
  title?: ReactNode;
  onBack?: () => void;
}

/** Who one talks to, the way to the other conversations, and in a frame the way out. */
export function ChatHeader({ welcome, host, agents = [], toList, title, onBack }: ChatHeaderProps) {
  const t = useTranslations("customer.header");
  return (
    <>
      {onBack ? (
        <HeaderButton label={t("back")} onClick={onBack}>
          <ArrowLeft aria-hidden />
        </HeaderButton>
      ) : null}
      {title ? (
        <h1 className="min-w-0 flex-1 truncate font-semibold text-base">{title}</h1>
      ) : (
        <AgentsHeading agents={agents} name={welcome.name} workspaceName={welcome.workspaceName} />
      )}
      {toList ? (
        <HeaderButton
          label={toList.unread > 0 ? t("listUnread", { count: toList.unread }) : t("list")}
          onClick={toList.open}
        >
          <MessagesSquare aria-hidden />
          <span aria-hidden className="-top-0.5 -right-0.5 absolute">
            <CountBadge count={toList.unread} />
          </span>
        </HeaderButton>
      ) : null}
      {host.framed ? (
        <HeaderButton label={t("close")} onClick={host.close}>
          <X aria-hidden />
        </HeaderButton>
      ) : null}
    </>
  );
}

function HeaderButton(props: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Button
      variant="ghost"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
      className="size-10 px-0 [&_svg]:size-5"
    >
      {props.children}
    </Button>
  );
}
