"use client";

import { UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActions } from "./actions";
import { type Section, sectionHref, sectionIcons, sectionKeys } from "./sections";

/** "Go to …" for the command palette and the `g` keys. */
export function NavigationActions({
  workspaceSlug,
  sections,
}: {
  workspaceSlug: string;
  sections: readonly Section[];
}) {
  const t = useTranslations("shell");
  const router = useRouter();
  const group = t("groups.go");
  useActions([
    ...sections.map((section) => ({
      id: `go.${section}`,
      label: t(`sections.${section}`),
      group,
      icon: sectionIcons[section],
      keys: sectionKeys[section],
      run: () => router.push(sectionHref(workspaceSlug, section)),
    })),
    { id: "go.account", label: t("account"), group, icon: UserRound, run: () => router.push("/account") },
  ]);
  return null;
}
