"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBeginning } from "@/components/conversation/use-beginning";
import { CustomerLayout } from "@/components/shell/customer-layout";
import { newBrowserToken } from "@/lib/chat-client/browser-token";
import { keptKeys } from "@/lib/chat-client/kept";
import type { FieldProblem, PublicError } from "@/lib/core/errors";
import type { CustomerApi, CustomerSession } from "@/lib/customer-chat/api";
import { ChatHeader, type ToList, type ViewProps } from "./chat-header";
import { Greeting } from "./greeting";
import { identityOf, identityProblems } from "./identity";
import { IdentityFields } from "./identity-fields";

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
  const { welcome, session, inboxKey } = props;
  const t = useTranslations("customer.identity");
  const [who, setWho] = useState({ name: "", email: "" });
  const [ownProblems, setOwnProblems] = useState<FieldProblem[]>([]);
  const required = welcome.requireIdentity;
  const isVisitor = !session.customer;

  const { notice, composer, body } = useBeginning({
    owner: inboxKey,
    storageKey: keptKeys.firstMessage(inboxKey),
    uploadDoor: props.api.uploadDoor,
    headers: props.api.headers,
    visible: props.visible,
    send: props.api.start,
    onStarted: ({ token }, { chatId }) => props.onStarted({ chatId, token }),
    onAccessEnded: props.onAccessEnded,
    identify() {
      if (!isVisitor) return {};
      const identity = identityOf(who);
      const problems = identityProblems(identity, required);
      setOwnProblems(problems);
      return problems.length === 0 ? { ...identity, token: newBrowserToken() } : null;
    },
    intro({ first, refused }) {
      const refusedFields = identityFieldsOf(refused);
      const asks = isVisitor && (!first || refusedFields.length > 0);
      return (
        <>
          <Greeting welcome={welcome} />
          {asks ? (
            <section aria-labelledby="who" className="mt-4 rounded-xl border border-border bg-surface p-4">
              <h2 id="who" className="font-medium text-base">
                {t("title")}
              </h2>
              <p className="mt-0.5 mb-3 text-muted text-sm">{t(required ? "required" : "optional")}</p>
              <IdentityFields
                values={who}
                onChange={setWho}
                problems={ownProblems.length > 0 ? ownProblems : refusedFields}
                required={required}
              />
            </section>
          ) : null}
        </>
      );
    },
  });

  return (
    <CustomerLayout
      framed={props.framed}
      header={<ChatHeader {...props} />}
      notice={notice}
      composer={composer}
    >
      {body}
    </CustomerLayout>
  );
}

const identityFieldsOf = (refused: PublicError | null): FieldProblem[] =>
  refused?.fields?.filter(({ field }) => field === "name" || field === "email") ?? [];
