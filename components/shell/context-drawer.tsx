"use client";

import type { ReactNode } from "react";
import { Sheet, SheetContent } from "@/components/ui/sheet";

export interface ContextDrawerProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function ContextDrawer({ title, onClose, children }: ContextDrawerProps) {
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={title}>{children}</SheetContent>
    </Sheet>
  );
}
