"use client";

import { Search, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useActions, useCommandSource } from "./actions";
import { type Section, sectionHref, sectionIcons, sectionKeys } from "./sections";
import { useSectionGuard } from "./use-section-guard";

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
  const mayGo = useSectionGuard();
  const go = (href: string) => {
    if (mayGo()) router.push(href);
  };
  const group = t("groups.go");
  useActions([
    ...sections.map((section) => ({
      id: `go.${section}`,
      label: t(`sections.${section}`),
      group,
      icon: sectionIcons[section],
      keys: sectionKeys[section],
      run: () => go(sectionHref(workspaceSlug, section)),
    })),
    {
      id: "go.search",
      label: t("search.open"),
      group,
      icon: Search,
      keys: "mod+shift+f",
      whileTyping: true,
      run: () => go(`/w/${workspaceSlug}/search`),
    },
    { id: "go.account", label: t("account"), group, icon: UserRound, run: () => go("/account") },
  ]);
  useCommandSource({
    id: "messages",
    heading: t("search.heading"),
    search: async (q) => [
      {
        id: "all",
        label: t("search.messages", { q }),
        icon: Search,
        run: () => go(`/w/${workspaceSlug}/search?${new URLSearchParams({ q })}`),
      },
    ],
  });
  return null;
}
