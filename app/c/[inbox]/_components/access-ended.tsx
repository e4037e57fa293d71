import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The browser's token is no longer good: where the conversations are, and how to go on. */
export function AccessEnded({ onRestart }: { onRestart: () => void }) {
  const t = useTranslations("customer.expired");
  return (
    <EmptyState
      icon={KeyRound}
      title={t("title")}
      text={t("text")}
      className="m-auto"
      action={
        <Button variant="primary" size="lg" onClick={onRestart}>
          {t("restart")}
        </Button>
      }
    />
  );
}
