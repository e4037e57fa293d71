"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Result } from "@/lib/core/result";
import { settled } from "@/lib/forms/settled";

/** Says what was done to a tag, and how it is taken back. @param name the tag's, for the answer to that */
export function useTagDeed(): (name: string, title: string, back: () => Promise<Result<unknown>>) => void {
  const t = useTranslations("settings.tags");
  const router = useRouter();
  const words = useProblemWords();
  const offerUndo = useUndo();
  return (name, title, back) => {
    const undo = async () => {
      const answer = await settled(back);
      if (answer.ok) toast({ title: t("undone", { name }) });
      else toast({ title: t("failed", { name }), text: words(answer.error), tone: "danger" });
      router.refresh();
    };
    offerUndo({ title, undo: () => void undo() });
  };
}
