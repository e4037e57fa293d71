"use client";

import { ChevronDown, CornerUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { RadioMenu } from "@/components/ui/radio-menu";

export type Recipient = { chatId: string; number: number; name: string };

/** In a merged thread: whose conversation what is written goes to. */
export function ReplyTarget(props: {
  recipients: readonly Recipient[];
  to: Recipient;
  onChange: (chatId: string) => void;
}) {
  const { recipients, to, onChange } = props;
  const t = useTranslations("inbox.merge.replyTo");
  return (
    <div className="mx-2 mt-1.5 flex min-w-0 items-center text-xs">
      <RadioMenu
        label={t("label")}
        value={to.chatId}
        options={recipients.map(({ chatId, number, name }) => ({
          value: chatId,
          label: t("option", { name, number }),
        }))}
        onChange={onChange}
        className="w-72"
        hint={t("hint")}
      >
        <Button variant="ghost" size="sm" className="min-w-0 max-w-full px-1.5">
          <CornerUpRight aria-hidden />
          <span className="truncate">{t("to", { name: to.name, number: to.number })}</span>
          <ChevronDown aria-hidden />
        </Button>
      </RadioMenu>
    </div>
  );
}
