"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Composer } from "@/components/conversation/composer";
import { Conversation } from "@/components/conversation/conversation";
import { CustomerLayout } from "@/components/shell/customer-layout";
import type { FieldProblem } from "@/lib/core/errors";
import { type CustomerApi, type CustomerSession, newBrowserToken } from "@/lib/customer-chat/api";
import { keptKeys } from "@/lib/customer-chat/kept";
import { useDraft } from "@/lib/customer-chat/use-draft";
import { useFirstMessage } from "@/lib/customer-chat/use-first-message";
import { useOnline } from "@/lib/customer-chat/use-online";
import { ChatHeader, type ToList, type ViewProps } from "./chat-header";
import { ConnectionBar } from "./connection-bar";
import { Greeting } from "./greeting";
import { identityOf, identityProblems } from "./identity";
import { IdentityFields } from "./identity-fields";
import { useRefusalText } from "./problem-text";

export interface NewConversationProps extends ViewProps {
  inboxKey: string;
  session: CustomerSession;
  api: CustomerApi;
  toList: ToList;
  visible: boolean;
  /** `token` only when a visitor became a customer by it. */
  onStarted: (started: { chatId: string; token?: string }) => void;
  onAccessEnded: () => void;
}

/** Before the first message: a greeting, who one is if one likes, and where to write. */
export function NewConversation(props: NewConversationProps) {
  const { welcome, session, api, inboxKey } = props;
  const t = useTranslations("customer");
  const refusalText = useRefusalText();
  const online = useOnline();
  const writing = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(inboxKey, "new");
  const [who, setWho] = useState({ name: "", email: "" });
  const [ownProblems, setOwnProblems] = useState<FieldProblem[]>([]);
  const { first, refused, start, retry, discard } = useFirstMessage({
    storageKey: keptKeys.firstMessage(inboxKey),
    send: api.start,
    onStarted: (sent, { chatId }) => props.onStarted({ chatId, token: sent.token }),
  });
  useFocusWhenShown(writing, props.visible);

  const { onAccessEnded } = props;
  const ended = refused?.code === "UNAUTHENTICATED";
  useEffect(() => {
    if (ended) onAccessEnded();
  }, [ended, onAccessEnded]);

  const identifies = !session.customer;
  const identityRefused = refused?.fields?.filter(({ field }) => field === "name" || field === "email") ?? [];
  const problems = ownProblems.length > 0 ? ownProblems : identityRefused;

  function checked() {
    const identity = identifies ? identityOf(who) : {};
    const found = identifies ? identityProblems(identity, welcome.requireIdentity) : [];
    setOwnProblems(found);
    return found.length === 0 ? identity : null;
  }

  function send(body: string) {
    const identity = checked();
    if (!identity) return;
    setText("");
    start(body, { ...identity, token: identifies ? newBrowserToken() : undefined });
  }

  return (
    <CustomerLayout
      framed={props.framed}
      header={<ChatHeader {...props} />}
      notice={<ConnectionBar offline={!online} polling={false} />}
      composer={first ? null : <Composer ref={writing} text={text} onChange={setText} onSend={send} />}
    >
      <Conversation
        entries={[]}
        unsent={
          first
            ? [
                {
                  id: first.message.id,
                  body: first.message.body,
                  at: timeOf(first.message.id),
                  failed: refused !== null,
                  reason: refused ? refusalText(refused) : undefined,
                },
              ]
            : []
        }
        state={null}
        hasOlder={false}
        onLoadOlder={() => {}}
        onRetry={() => {
          const identity = checked();
          if (identity) retry(identity);
        }}
        onDiscard={() => {
          // Its words go back to where they can be changed.
          if (first) setText(first.message.body);
          discard();
        }}
        onRead={() => {}}
        visible={props.visible}
        offline={!online}
        typing={[]}
        intro={
          <>
            <Greeting welcome={welcome} />
            {identifies && (!first || identityRefused.length > 0) ? (
              <section aria-labelledby="who" className="mt-4 rounded-xl border border-border bg-surface p-4">
                <h2 id="who" className="font-medium text-base">
                  {t("identity.title")}
                </h2>
                <p className="mt-0.5 mb-3 text-muted text-sm">
                  {t(welcome.requireIdentity ? "identity.required" : "identity.optional")}
                </p>
                <IdentityFields
                  values={who}
                  onChange={setWho}
                  problems={problems}
                  required={welcome.requireIdentity}
                />
              </section>
            ) : null}
          </>
        }
      />
    </CustomerLayout>
  );
}

/** Where the page is for writing, one can write at once; on touch screens the keyboard waits for a touch. */
export function useFocusWhenShown(ref: React.RefObject<HTMLTextAreaElement | null>, visible: boolean) {
  useEffect(() => {
    if (visible && matchMedia("(pointer: fine)").matches) ref.current?.focus({ preventScroll: true });
  }, [ref, visible]);
}

/** A UUIDv7 begins with its time. */
const timeOf = (id: string) =>
  new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toISOString();
