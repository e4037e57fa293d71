"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { restoreWorkspaceAction } from "../actions";

export function RestoreButton({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("workspaces.list");
  const words = useProblemWords();
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function restore() {
    startTransition(async () => {
      const result = await restoreWorkspaceAction({ slug });
      toast(result.ok ? { title: t("restored", { name }) } : { title: words(result.error), tone: "danger" });
      router.refresh();
    });
  }

  return (
    <Button size="sm" pending={pending} onClick={restore} aria-label={t("restoreOf", { name })}>
      {t("restore")}
    </Button>
  );
}
