"use client";

import { ProfileMenu } from "@/components/shell/profile-menu";
import { signOut } from "@/lib/auth/browser";
import type { WorkspaceShell } from "@/lib/domain/workspaces/views";
import { saveThemeAction } from "../actions";

/** The menu of the signed-in person. */
export function Profile({ user, theme }: Pick<WorkspaceShell, "user" | "theme">) {
  return (
    <ProfileMenu
      user={{ ...user, avatarUrl: user.avatar }}
      theme={theme}
      saveTheme={(chosen) => saveThemeAction({ theme: chosen })}
      signOut={() => signOut()}
    />
  );
}
