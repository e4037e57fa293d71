"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { QueueNavigation } from "./use-queue-address";

const parts = lazyParts(() => import("./display-panel"));

export interface DisplayMenuProps {
  address: QueueNavigation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Order, groups and columns of the table. */
export function DisplayMenu({ address, open, onOpenChange }: DisplayMenuProps) {
  const t = useTranslations("queue.display");
  const here = useParts(parts, open);
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <Button variant="ghost" aria-label={t("open")}>
          <SlidersHorizontal aria-hidden />
          <span className="max-md:sr-only">{t("open")}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("title")} align="end" className="w-80">
        {here ? <here.DisplayPanel address={address} /> : null}
      </PopoverContent>
    </Popover>
  );
}
