"use client";

import { PanelRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { setBrowserCookie } from "@/lib/browser-cookie";
import { layoutCookies } from "@/lib/layout-settings";
import { useActions } from "./actions";
import { ZoneHeader } from "./zone-header";

// Loaded when first opened: wide windows never need it.
const drawerParts = lazyParts(() => import("./context-drawer"));

interface PanelState {
  available: boolean;
  wide: boolean;
  open: boolean;
  setOpen: (open: boolean) => void;
}

const PanelContext = createContext<PanelState | undefined>(undefined);

export interface ContextPanelProviderProps {
  initiallyOpen: boolean;
  available: boolean;
  children: ReactNode;
}

export function ContextPanelProvider({ initiallyOpen, available, children }: ContextPanelProviderProps) {
  const t = useTranslations("shell");
  // Beside the thread it stays as it was left; as a drawer it opens only when asked for.
  const wide = useMediaQuery("(min-width: 80rem)", true);
  const [docked, setDocked] = useState(initiallyOpen);
  const [drawn, setDrawn] = useState(false);
  const open = wide ? docked : drawn;
  const setOpen = useCallback(
    (next: boolean) => {
      if (!wide) {
        setDrawn(next);
        return;
      }
      setDocked(next);
      setBrowserCookie(layoutCookies.contextPanel, next ? "1" : "0");
    },
    [wide],
  );
  const state = useMemo(() => ({ available, wide, open, setOpen }), [available, wide, open, setOpen]);
  useActions(
    available
      ? [
          {
            id: "shell.context",
            label: t("context.toggle"),
            group: t("groups.general"),
            icon: PanelRight,
            keys: "]",
            run: () => setOpen(!open),
          },
        ]
      : [],
  );
  return <PanelContext value={state}>{children}</PanelContext>;
}

/** Shows or hides the context panel; for the head of a conversation. */
export function ContextToggle() {
  const t = useTranslations("shell");
  const { available, open, setOpen } = usePanel();
  if (!available) return null;
  return (
    <IconButton label={t("context.toggle")} keys={["]"]} aria-pressed={open} onClick={() => setOpen(!open)}>
      <PanelRight aria-hidden />
    </IconButton>
  );
}

/** Where the context is shown: 320 px beside the thread, a drawer where there is no room. */
export function ContextPanel({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const { available, wide, open, setOpen } = usePanel();
  const drawer = useParts(drawerParts, available && !wide && open, () => setOpen(false));
  if (!available) return null;
  if (!wide) {
    return open && drawer ? (
      <drawer.ContextDrawer title={t("zones.context")} onClose={() => setOpen(false)}>
        {children}
      </drawer.ContextDrawer>
    ) : null;
  }
  return open ? (
    <section
      aria-label={t("zones.context")}
      tabIndex={-1}
      data-region
      className="hidden min-h-0 w-80 shrink-0 flex-col overflow-y-auto border-border border-l bg-background outline-none lg:flex"
    >
      <ZoneHeader>
        <h2 className="font-semibold text-base">{t("zones.context")}</h2>
      </ZoneHeader>
      {children}
    </section>
  ) : null;
}

function usePanel(): PanelState {
  const state = useContext(PanelContext);
  if (!state) throw new Error("The context panel needs the inbox layout around it");
  return state;
}
