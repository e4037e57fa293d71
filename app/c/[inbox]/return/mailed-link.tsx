"use client";

import { Link2Off, MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Spinner } from "@/components/ui/spinner";
import { newBrowserToken } from "@/lib/chat-client/browser-token";
import { keep, keptKeys, readKept } from "@/lib/chat-client/kept";
import { Refused } from "@/lib/chat-client/refused";
import { customerApi } from "@/lib/customer-chat/api";

type Stage = "opening" | "asking" | "invalid" | "unreachable";

/** Makes this browser the customer's whom the mail was for, then opens the conversation. */
export function MailedLink({ inboxKey }: { inboxKey: string }) {
  const t = useTranslations("customer.return");
  const failure = useTranslations("customer.unreachable");
  const [stage, setStage] = useState<Stage>("opening");
  const chat = `/c/${inboxKey}`;

  const redeem = useCallback(async () => {
    setStage("opening");
    try {
      const token = newBrowserToken();
      const { chatId } = await customerApi(inboxKey, null).redeem(linkToken(), token);
      keep(keptKeys.token(inboxKey), token);
      // Replaced, so that going back doesn't lead to the link again.
      location.replace(chatId ? `${chat}?chat=${chatId}` : chat);
    } catch (error) {
      setStage(error instanceof Refused && isFinal(error) ? "invalid" : "unreachable");
    }
  }, [inboxKey, chat]);

  useEffect(() => {
    if (linkToken().length < 20) setStage("invalid");
    else if (readKept(keptKeys.token(inboxKey))) setStage("asking");
    else void redeem();
  }, [inboxKey, redeem]);

  return (
    <main className="flex min-h-dvh items-center justify-center">
      {stage === "opening" ? (
        <p className="flex items-center gap-2 text-muted" role="status">
          <Spinner /> {t("opening")}
        </p>
      ) : stage === "asking" ? (
        <EmptyState
          icon={MessagesSquare}
          title={<h1 className="text-lg">{t("replaceTitle")}</h1>}
          text={t("replaceText")}
          action={
            <div className="flex flex-col gap-2">
              <Button variant="primary" size="lg" onClick={() => void redeem()}>
                {t("replace")}
              </Button>
              <Button variant="ghost" size="lg" asChild>
                <a href={chat}>{t("keep")}</a>
              </Button>
            </div>
          }
        />
      ) : stage === "invalid" ? (
        <EmptyState
          icon={Link2Off}
          title={<h1 className="text-lg">{t("invalidTitle")}</h1>}
          text={t("invalidText")}
          action={
            <Button variant="primary" size="lg" asChild>
              <a href={chat}>{t("toChat")}</a>
            </Button>
          }
        />
      ) : (
        <ErrorState title={failure("title")} text={failure("text")} onRetry={() => void redeem()} />
      )}
    </main>
  );
}

const linkToken = () => location.hash.slice(1);

/** What the server said about the link, not about itself or about how often it was asked. */
const isFinal = ({ error }: Refused) =>
  error.code === "CONFLICT" || error.code === "INVALID" || error.code === "NOT_FOUND";
