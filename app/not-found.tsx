import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonStyles } from "@/components/ui/button-styles";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  const t = useTranslations("common");
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon={SearchX}
        as="h1"
        title={t("notFound.title")}
        text={t("notFound.text")}
        action={
          // Not the router's link: what every page carries for the case that it isn't found stays small.
          <a href="/" className={buttonStyles()}>
            {t("notFound.action")}
          </a>
        }
      />
    </main>
  );
}
