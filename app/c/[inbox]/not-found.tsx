import { MessageCircleOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";

/** An unknown inbox, an archived one, a mistyped address: they all look like this. */
export default function UnknownInbox() {
  const t = useTranslations("customer.notFound");
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={MessageCircleOff}
        title={<h1 className="text-lg">{t("title")}</h1>}
        text={t("text")}
      />
    </main>
  );
}
