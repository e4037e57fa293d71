"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { scrim } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import "@/components/ui/style-nonce";
import { useActionRegistry } from "./actions";
import { groupsBestFirst, paletteValue } from "./best-first";
import { keyCaps } from "./shortcut-keys";
import { keysOf, type ShortcutSettings } from "./shortcut-settings";
import { useCommandSearch } from "./use-command-search";
import { useMac } from "./use-key-caps";

const row =
  "flex min-h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle";
const group =
  "px-1.5 pb-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle [&_[cmdk-group-heading]]:text-xs";

/** Everything one can do or open from here, by typing. */
export function CommandPalette({ settings, onClose }: { settings: ShortcutSettings; onClose: () => void }) {
  const t = useTranslations("shell");
  const mac = useMac();
  const registry = useActionRegistry();
  const [query, setQuery] = useState("");
  const [actions] = useState(() => registry.actions().filter((action) => !action.keysOnly));
  const found = useCommandSearch(query);
  // By hand: cmdk sorts what is in a group, but leaves the groups where they are.
  const groups = groupsBestFirst(actions, query);

  function runAndClose(run: () => void) {
    onClose();
    // After the dialog has given the focus back, or it would take it from what the action opens.
    requestAnimationFrame(run);
  }

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[max(0.75rem,14dvh)] z-50 mx-auto w-[calc(100%-1.5rem)] max-w-xl animate-pop-in overflow-hidden rounded-xl bg-raised text-text shadow-dialog outline-none"
        >
          <Radix.Title className="sr-only">{t("palette.title")}</Radix.Title>
          <Command label={t("palette.title")} loop>
            <div className="flex items-center gap-2.5 border-border border-b px-4">
              {found.searching ? (
                <Spinner className="text-subtle" />
              ) : (
                <Search aria-hidden className="size-4 text-subtle" />
              )}
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder={t("palette.placeholder")}
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none focus-visible:outline-none sm:text-base"
              />
              <Kbd keys={["Esc"]} className="max-sm:hidden" />
            </div>
            <Command.List
              label={t("palette.results")}
              className="max-h-[min(24rem,60dvh)] overflow-y-auto py-1.5"
            >
              {groups.map((heading) => (
                <Command.Group key={heading} heading={heading} className={group}>
                  {actions
                    .filter((action) => action.group === heading)
                    .map((action) => {
                      const keys = keysOf(action, settings);
                      return (
                        <Command.Item
                          key={action.id}
                          value={paletteValue(action)}
                          keywords={action.keywords}
                          onSelect={() => runAndClose(action.run)}
                          className={row}
                        >
                          {action.icon ? <action.icon aria-hidden /> : null}
                          <span className="min-w-0 flex-1 truncate">{action.label}</span>
                          {keys ? <Kbd keys={keyCaps(keys, mac)} /> : null}
                        </Command.Item>
                      );
                    })}
                </Command.Group>
              ))}
              {found.groups.map(({ source, results }) => (
                <Command.Group key={source.id} heading={source.heading} className={group} forceMount>
                  {results.map((result) => (
                    <Command.Item
                      key={result.id}
                      value={`${source.id} ${result.id}`}
                      forceMount
                      onSelect={() => runAndClose(result.run)}
                      className={row}
                    >
                      {result.icon ? <result.icon aria-hidden /> : null}
                      <span className="min-w-0 flex-1 truncate">{result.label}</span>
                      {result.hint ? (
                        <span className="max-w-[40%] truncate text-subtle text-xs">{result.hint}</span>
                      ) : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
