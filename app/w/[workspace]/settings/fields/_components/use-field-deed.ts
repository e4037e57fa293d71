"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Result } from "@/lib/core/result";
import { settled } from "@/lib/forms/settled";

/** Does something to a field and says so, with the way back; a refusal is told with its reason. */
export function useFieldDeed() {
  const t = useTranslations("settings.customFields");
  const router = useRouter();
  const words = useProblemWords();
  const offerUndo = useUndo();

  /** @param name the field's */
  const tellFailed = (name: string, error: Parameters<typeof words>[0]) =>
    toast({ title: t("failed", { name }), text: words(error), tone: "danger" });

  /** Says what was done, and takes it back on demand. */
  function told(name: string, title: string, back: () => Promise<Result<unknown>>) {
    const undo = async () => {
      const answer = await settled(back);
      if (answer.ok) toast({ title: t("undone", { name }) });
      else tellFailed(name, answer.error);
      router.refresh();
    };
    offerUndo({ title, undo: () => void undo() });
  }

  async function run<T>(
    name: string,
    title: string,
    deed: () => Promise<Result<T>>,
    back: (done: T) => Promise<Result<unknown>>,
  ): Promise<boolean> {
    const answer = await settled(deed);
    if (answer.ok) told(name, title, () => back(answer.data));
    else tellFailed(name, answer.error);
    router.refresh();
    return answer.ok;
  }

  return { run, told };
}
