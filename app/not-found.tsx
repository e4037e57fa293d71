import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
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
          <Button asChild>
            <Link href="/">{t("notFound.action")}</Link>
          </Button>
        }
      />
    </main>
  );
}
