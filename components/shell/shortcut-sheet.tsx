"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { type Action, useActionRegistry } from "./actions";
import { keyCaps } from "./shortcut-keys";
import { keysOf, type ShortcutSettings } from "./shortcut-settings";
import { useMac } from "./use-key-caps";

/** Every shortcut that works on this screen, by group. */
export function ShortcutSheet({ settings, onClose }: { settings: ShortcutSettings; onClose: () => void }) {
  const t = useTranslations("shell");
  const mac = useMac();
  const registry = useActionRegistry();
  // What was on the screen when the sheet opened; the sheet itself must not change it.
  const [groups] = useState(() =>
    Object.entries(byGroup(registry.actions().filter((action) => keysOf(action, settings)))),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("shortcuts.title")} description={t("shortcuts.description")} width="lg">
        {settings.enabled ? null : <Banner className="mb-4">{t("shortcuts.off")}</Banner>}
        <div className="gap-8 pb-3 sm:columns-2">
          {groups.map(([group, actions]) => (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 font-medium text-subtle text-xs">{group}</h3>
              <ul>
                {actions.map((action) => (
                  <li key={action.id} className="flex min-h-7 items-center justify-between gap-4">
                    <span className="min-w-0 text-text">{action.label}</span>
                    <Kbd keys={keyCaps(keysOf(action, settings) ?? "", mac)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function byGroup(actions: Action[]): Record<string, Action[]> {
  const groups: Record<string, Action[]> = {};
  for (const action of actions) {
    groups[action.group] ??= [];
    groups[action.group]!.push(action);
  }
  return groups;
}
