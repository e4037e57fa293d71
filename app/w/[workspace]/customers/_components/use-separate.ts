"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { settled } from "@/lib/forms/settled";
import { separateCustomersAction } from "../actions";

/** Takes a merge back, and leads to the customer who is one of their own again. */
export function useSeparate(slug: string): (mergeId: string) => Promise<void> {
  const t = useTranslations("customers.merge");
  const router = useRouter();
  const words = useProblemWords();
  return async (mergeId) => {
    const answer = await settled(() => separateCustomersAction(slug, { mergeId }));
    if (!answer.ok) {
      toast({ title: t("separateFailed"), text: words(answer.error), tone: "danger" });
      router.refresh();
      return;
    }
    toast({ title: t("separated") });
    router.push(`/w/${slug}/customers/${answer.data.customerId}`);
  };
}
