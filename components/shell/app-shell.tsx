"use client";

import { type ReactNode, useEffect } from "react";
import { warmUp } from "@/components/ui/lazy-parts";
import { Toaster } from "@/components/ui/toaster";
import { NavigationActions } from "./navigation-actions";
import { Rail, type RailProps } from "./rail";
import type { ShortcutSettings } from "./shortcut-settings";
import { ShortcutsProvider } from "./shortcuts";
import { SkipLink } from "./skip-link";
import { UndoProvider } from "./undo";
import { useRegionCycling } from "./use-region-cycling";

export interface AppShellProps extends RailProps {
  shortcuts: ShortcutSettings;
  children: ReactNode;
}

/**
 * The frame of the members' side: rail (a bottom bar on phones), main part, toasts, shortcuts, command palette, undo.
 * Needs the `common` and `shell` texts. It shows what it is given and asks for nothing itself.
 */
export function AppShell({ shortcuts, children, ...rail }: AppShellProps) {
  useRegionCycling();
  useEffect(warmUp, []);
  return (
    <ShortcutsProvider settings={shortcuts}>
      <UndoProvider>
        <NavigationActions workspaceSlug={rail.workspace.slug} sections={rail.sections} />
        <SkipLink />
        {/* On a phone an open conversation takes the whole screen: its back button leads to the bar again. */}
        <div className="flex h-dvh flex-col-reverse bg-background sm:flex-row max-sm:has-data-thread-open:[&>nav]:hidden">
          <Rail {...rail} />
          <main
            id="main"
            tabIndex={-1}
            data-region
            className="min-h-0 min-w-0 flex-1 overflow-y-auto outline-none"
          >
            {children}
          </main>
        </div>
        <Toaster />
      </UndoProvider>
    </ShortcutsProvider>
  );
}
