import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { DraftContent } from "@/lib/chat-client/draft-store";

/** What the same person wrote elsewhere while they wrote here: theirs to take instead. */
export function ElsewhereBar(props: { draft: DraftContent; onTake: () => void; onKeep: () => void }) {
  const { draft, onTake, onKeep } = props;
  const t = useTranslations("composer.elsewhere");
  return (
    <div
      role="status"
      className="mx-2 mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md bg-info-soft px-2 py-1 text-info-text text-xs"
    >
      <MonitorSmartphone aria-hidden className="size-3.5 shrink-0" />
      <p className="min-w-40 flex-1 truncate">
        {t("text")} <span dir="auto">{draft.body}</span>
      </p>
      <Button variant="link" size="sm" onClick={onTake}>
        {t("take")}
      </Button>
      <Button variant="link" size="sm" onClick={onKeep}>
        {t("keep")}
      </Button>
    </div>
  );
}
