"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActions } from "@/components/shell/actions";

/** `F`, and the command palette, for whoever sees a task. @param group under which the palette offers it */
export function FollowKey({ group, onToggle }: { group: string; onToggle: () => void }) {
  const t = useTranslations("tasks.keys");
  useActions([{ id: "task.follow", label: t("follow"), group, keys: "f", icon: Eye, run: onToggle }]);
  return null;
}
