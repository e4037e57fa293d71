"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useRef } from "react";
import { dismissToast, toast } from "@/components/ui/toast";
import { useActions } from "./actions";

export interface UndoableDeed {
  /** What was done: "Ticket resolved". */
  title: string;
  text?: string;
  undo: () => void;
}

const UndoContext = createContext<((deed: UndoableDeed) => void) | undefined>(undefined);

/** Says what was done and offers to undo it, by button or `Z`, for 10 s. */
export function useUndo(): (deed: UndoableDeed) => void {
  const offer = useContext(UndoContext);
  if (!offer) throw new Error("useUndo needs the app shell around it");
  return offer;
}

export function UndoProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const label = useTranslations("common")("actions.undo");
  const stack = useRef<{ toastId: number; undo: () => void }[]>([]);

  const offer = useCallback(
    ({ title, text, undo }: UndoableDeed) => {
      const entry = { toastId: 0, undo };
      const leave = () => {
        stack.current = stack.current.filter((other) => other !== entry);
      };
      stack.current.push(entry);
      entry.toastId = toast({
        title,
        text,
        tone: "success",
        action: { label, keys: ["Z"], run: undo },
        onGone: leave,
      });
    },
    [label],
  );

  useActions([
    {
      id: "shell.undo",
      label: t("undo.action"),
      group: t("groups.general"),
      icon: Undo2,
      keys: "z",
      run() {
        const last = stack.current.at(-1);
        if (!last) {
          toast({ title: t("undo.nothing") });
          return;
        }
        dismissToast(last.toastId);
        last.undo();
      },
    },
  ]);

  return <UndoContext value={offer}>{children}</UndoContext>;
}
