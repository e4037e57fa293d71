"use client";

import { CircleCheck, Keyboard, LogOut, Monitor, Moon, MoonStar, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
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
  /** Whether new tickets may come to them; null for those who answer none. */
  availability: { isAvailable: boolean; setAvailable: (available: boolean) => void } | null;
  /** Stores the theme on the account; this browser has it already. */
  saveTheme: (theme: Theme) => Promise<unknown>;
  signOut: () => Promise<unknown>;
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

export function ProfileMenu({ user, theme: initial, availability, saveTheme, signOut }: ProfileMenuProps) {
  const t = useTranslations("shell");
  const { openShortcuts } = useOverlays();
  const isAway = availability !== null && !availability.isAvailable;
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
        aria-label={t(isAway ? "profile.openAway" : "profile.open", { name: user.name })}
        className="relative flex size-12 items-center justify-center rounded-lg hover:bg-selected data-[state=open]:bg-selected sm:size-10"
      >
        <Avatar name={user.name} id={user.id} src={user.avatarUrl} size={32} className="size-7" />
        {isAway ? (
          <span className="absolute right-1 bottom-1 flex size-4 items-center justify-center rounded-full bg-warning-soft text-warning-text ring-2 ring-background">
            <MoonStar aria-hidden className="size-2.5" />
          </span>
        ) : null}
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-sm">{user.name}</p>
          <p className="truncate text-subtle text-xs">{user.email}</p>
        </div>
        <DropdownMenuSeparator />
        {availability ? (
          <>
            <DropdownMenuCheckboxItem
              icon={availability.isAvailable ? <CircleCheck aria-hidden /> : <MoonStar aria-hidden />}
              checked={availability.isAvailable}
              onCheckedChange={availability.setAvailable}
              onSelect={(event) => event.preventDefault()}
            >
              {t("availability.takes")}
            </DropdownMenuCheckboxItem>
            <DropdownMenuSeparator />
          </>
        ) : null}
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
