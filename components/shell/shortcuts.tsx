"use client";

import { Command, Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { ActionRegistryProvider, useActionRegistry, useActions } from "./actions";
import { advance, strokeOf } from "./shortcut-keys";
import { keysOf, type ShortcutSettings } from "./shortcut-settings";
import { useMac } from "./use-key-caps";

const paletteParts = lazyParts(() => import("./command-palette"));
const sheetParts = lazyParts(() => import("./shortcut-sheet"));

interface Overlays {
  openPalette: () => void;
  openShortcuts: () => void;
}

const OverlayContext = createContext<Overlays | undefined>(undefined);

/** Opens the command palette or the list of shortcuts, for buttons. */
export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext);
  if (!overlays) throw new Error("useOverlays needs the app shell around it");
  return overlays;
}

/** Keyboard shortcuts, command palette and the `?` sheet for everything below. */
export function ShortcutsProvider({
  settings,
  children,
}: {
  settings: ShortcutSettings;
  children: ReactNode;
}) {
  return (
    <ActionRegistryProvider>
      <OverlaysProvider settings={settings}>{children}</OverlaysProvider>
    </ActionRegistryProvider>
  );
}

function OverlaysProvider({ settings, children }: { settings: ShortcutSettings; children: ReactNode }) {
  const t = useTranslations("shell");
  const [open, setOpen] = useState<"palette" | "sheet" | undefined>();
  const overlays = useMemo<Overlays>(
    () => ({ openPalette: () => setOpen("palette"), openShortcuts: () => setOpen("sheet") }),
    [],
  );
  useShortcutKeys(settings);
  useActions([
    {
      id: "shell.palette",
      label: t("palette.open"),
      group: t("groups.general"),
      icon: Command,
      keys: "mod+k",
      whileTyping: true,
      keysOnly: true,
      run: overlays.openPalette,
    },
    {
      id: "shell.shortcuts",
      label: t("shortcuts.open"),
      group: t("groups.general"),
      icon: Keyboard,
      keys: "?",
      run: overlays.openShortcuts,
    },
  ]);
  const close = () => setOpen(undefined);
  const palette = useParts(paletteParts, open === "palette", close);
  const sheet = useParts(sheetParts, open === "sheet", close);
  return (
    <OverlayContext value={overlays}>
      {children}
      {open === "palette" && palette ? <palette.CommandPalette settings={settings} onClose={close} /> : null}
      {open === "sheet" && sheet ? <sheet.ShortcutSheet settings={settings} onClose={close} /> : null}
    </OverlayContext>
  );
}

function useShortcutKeys(settings: ShortcutSettings) {
  const registry = useActionRegistry();
  const mac = useMac();
  const waiting = useRef<{ strokes: string[]; until: number }>({ strokes: [], until: 0 });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || isInsideOverlay(event.target)) return;
      const stroke = strokeOf(event, mac);
      if (!stroke || pressesControl(stroke, event.target)) return;
      const typing = isEditable(event.target) && !isClosing(event.target);
      const actions = registry.actions().filter((action) => {
        const keys = keysOf(action, settings);
        if (!keys) return false;
        return typing ? action.whileTyping && hasModifier(keys) : settings.enabled || hasModifier(keys);
      });
      const before = event.timeStamp < waiting.current.until ? waiting.current.strokes : [];
      const bindings = actions.map((action) => ({ id: action.id, keys: keysOf(action, settings) ?? "" }));
      const result = advance(before, stroke, bindings);
      waiting.current = { strokes: result.waiting, until: event.timeStamp + 1200 };
      if (result.run === undefined && !result.waiting.length) return;
      event.preventDefault();
      actions.findLast((action) => action.id === result.run)?.run();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry, mac, settings]);
}

function hasModifier(keys: string): boolean {
  return /(^|\s)(mod|ctrl|alt)\+/i.test(keys);
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "submit", "range"].includes(target.type)
  );
}

/** Enter and the space bar press the button or follow the link that has the focus. */
function pressesControl(stroke: string, target: EventTarget | null): boolean {
  return (
    (stroke === "enter" || stroke === "space") &&
    target instanceof Element &&
    target.closest("button, a[href], summary, [role=button]") !== null
  );
}

const overlay = ":is([role=dialog],[role=alertdialog],[role=menu],[role=listbox])";

/** Dialogs and menus have keys of their own. */
function isInsideOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(overlay) !== null && !isClosing(target);
}

/** The focus stays in what fades out until it is gone, but whoever has closed it means what lies below. */
function isClosing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${overlay}[data-state=closed]`) !== null;
}
