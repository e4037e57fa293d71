import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export type Delivery = "sending" | "waiting" | "sent" | "delivered" | "read";

const icons = { sending: Clock, waiting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck };

/** How far one's own message has come, in words beside the icon. */
export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("customer.delivery");
  const Icon = icons[delivery];
  const colour = delivery === "read" ? "text-accent-text" : "text-subtle";
  return (
    <p className={`mt-1 flex items-center gap-1 px-1 text-xs ${colour}`}>
      <Icon aria-hidden className="size-3.5" />
      {t(delivery)}
    </p>
  );
}

export interface FailedMarkProps {
  body: string;
  /** Why the server said no, in the reader's words. */
  reason?: string;
  onRetry: () => void;
  onDelete: () => void;
}

/** Under a message that the server refused: nothing of it is lost. */
export function FailedMark({ body, reason, onRetry, onDelete }: FailedMarkProps) {
  const t = useTranslations("customer.delivery");
  const [copied, setCopied] = useState(false);
  return (
    <div role="alert" className="mt-1 flex flex-col items-end gap-0.5 px-1 text-xs">
      <p className="flex items-start gap-1 text-danger-text">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        <span>
          {t("failed")}
          {reason ? `. ${reason}` : null}
        </span>
      </p>
      <div className="flex gap-3">
        <Button variant="link" size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
        <Button
          variant="link"
          size="sm"
          onClick={() => void navigator.clipboard?.writeText(body).then(() => setCopied(true))}
        >
          {copied ? t("copied") : t("copy")}
        </Button>
        <Button variant="link" size="sm" onClick={onDelete}>
          {t("delete")}
        </Button>
      </div>
    </div>
  );
}
