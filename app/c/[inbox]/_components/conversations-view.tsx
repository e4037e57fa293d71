"use client";

import { SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChatList } from "@/components/conversation/chat-list";
import { CustomerLayout } from "@/components/shell/customer-layout";
import { Button } from "@/components/ui/button";
import type { CustomerApi, CustomerSession } from "@/lib/customer-chat/api";
import { ChatHeader, type ViewProps } from "./chat-header";
import type { Place } from "./chat-place";
import { IdentityForm } from "./identity-form";

export interface ConversationsViewProps extends ViewProps {
  session: CustomerSession;
  api: CustomerApi;
  onGo: (place: Place) => void;
  onIdentified: () => Promise<void>;
}

/** Earlier conversations, a new one, and who the customer said they are. */
export function ConversationsView({ session, api, onGo, onIdentified, ...view }: ConversationsViewProps) {
  const t = useTranslations("customer");
  const [editing, setEditing] = useState(false);
  const { customer, chats } = session;
  return (
    <CustomerLayout
      framed={view.framed}
      header={
        <ChatHeader
          {...view}
          title={t("list.title")}
          onBack={chats[0] ? () => onGo({ kind: "chat", chatId: chats[0]!.id }) : undefined}
        />
      }
      composer={
        <Button variant="primary" size="lg" className="mt-2 w-full" onClick={() => onGo({ kind: "new" })}>
          <SquarePen aria-hidden />
          {t("list.new")}
        </Button>
      }
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ChatList
          chats={chats}
          timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
          empty={{ title: t("list.empty"), text: t("list.emptyText") }}
          renderRow={(chat, row, className) => (
            <button
              type="button"
              className={className}
              onClick={() => onGo({ kind: "chat", chatId: chat.id })}
            >
              {row}
            </button>
          )}
        />
        {customer ? (
          <section className="mt-auto border-border border-t px-5 py-3">
            {editing ? (
              <IdentityForm
                api={api}
                initial={{ name: customer.name ?? "", email: customer.email ?? "" }}
                onSaved={() => {
                  setEditing(false);
                  void onIdentified();
                }}
                onCancel={() => setEditing(false)}
              />
            ) : (
              <div className="flex items-center gap-2">
                <p dir="auto" className="min-w-0 flex-1 truncate text-muted text-sm">
                  {customer.name || customer.email
                    ? [customer.name ?? t("identity.unnamed"), customer.email].filter(Boolean).join(" · ")
                    : t("identity.anonymous")}
                </p>
                <Button variant="ghost" size="sm" onClick={() => setEditing(true)}>
                  {t("identity.edit")}
                </Button>
              </div>
            )}
          </section>
        ) : null}
      </div>
    </CustomerLayout>
  );
}
