"use client";

import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Theme } from "@/lib/preferences";
import { useOverlays } from "./shortcuts";
import { applyTheme } from "./theme";

export interface ProfileMenuProps {
  user: { id: string; name: string; email: string; avatarUrl?: string | null };
  theme: Theme;
  /** Stores the theme on the account; this browser has it already. */
  saveTheme: (theme: Theme) => Promise<unknown>;
  signOut: () => Promise<unknown>;
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

export function ProfileMenu({ user, theme: initial, saveTheme, signOut }: ProfileMenuProps) {
  const t = useTranslations("shell");
  const { openShortcuts } = useOverlays();
  const [theme, setTheme] = useState(initial);
  const [, startTransition] = useTransition();

  function choose(next: Theme) {
    setTheme(next);
    applyTheme(next);
    startTransition(async () => {
      await saveTheme(next);
    });
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("profile.open", { name: user.name })}
        className="flex size-12 items-center justify-center rounded-lg hover:bg-selected data-[state=open]:bg-selected sm:size-10"
      >
        <Avatar name={user.name} id={user.id} src={user.avatarUrl} size={32} className="size-7" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-sm">{user.name}</p>
          <p className="truncate text-subtle text-xs">{user.email}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account">
            <UserRound aria-hidden />
            {t("account")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem icon={<Keyboard aria-hidden />} keys={["?"]} onSelect={openShortcuts}>
          {t("shortcuts.title")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("theme.title")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => choose(value as Theme)}>
          {(["system", "light", "dark"] as const).map((value) => {
            const Icon = themeIcons[value];
            return (
              <DropdownMenuRadioItem
                key={value}
                value={value}
                icon={<Icon aria-hidden />}
                onSelect={(event) => event.preventDefault()}
              >
                {t(`theme.${value}`)}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          icon={<LogOut aria-hidden />}
          onSelect={() => startTransition(async () => void (await signOut()))}
        >
          {t("profile.signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
