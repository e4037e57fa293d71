"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/toast";

/**
 * Asks before another section is gone to. Without a network that would end on the browser's own error page, and what is
 * open here would be lost: one is told so and stays.
 */
export function useSectionGuard(): () => boolean {
  const t = useTranslations("shell");
  return useCallback(() => {
    if (navigator.onLine) return true;
    toast({ title: t("offline") });
    return false;
  }, [t]);
}
