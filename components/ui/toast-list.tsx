"use client";

import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Toast as Radix } from "radix-ui";
import { buttonStyles } from "./button-styles";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { dismissToast, type Toast } from "./toast";

/** The cards and the place they stand in; `toaster.tsx` loads it with the first toast. */
export function ToastList({ toasts }: { toasts: readonly Toast[] }) {
  const t = useTranslations("common");
  return (
    <Radix.Provider label={t("notifications")} swipeDirection="left">
      {toasts.map((entry) => (
        <ToastCard key={entry.id} toast={entry} />
      ))}
      <Radix.Viewport
        label={t("notifications")}
        // Above what a screen has at its foot (`data-dock`), over the list rather than the composer; at the top on phones, where the composer is all there is below.
        className="fixed top-12 left-0 z-50 flex w-full flex-col gap-2 p-3 sm:top-auto sm:bottom-0 sm:left-14 sm:w-96 sm:[body:has([data-dock])_&]:bottom-14 sm:[body:has([data-dock]~[data-dock])_&]:bottom-28"
      />
    </Radix.Provider>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations("common");
  return (
    <Radix.Root
      duration={toast.duration}
      type={toast.tone === "danger" ? "foreground" : "background"}
      onOpenChange={(open) => {
        if (!open) dismissToast(toast.id);
      }}
      className={cn(
        "flex animate-pop-in items-center gap-2.5 rounded-lg bg-raised py-2 pr-2 pl-3 text-sm shadow-overlay data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)",
        // On a phone they stand over the conversation: of good news only the newest.
        toast.tone !== "danger" && "max-sm:not-last:hidden",
      )}
    >
      {toast.tone === "danger" ? (
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />
      ) : null}
      {toast.tone === "success" ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" />
      ) : null}
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium text-text">{toast.title}</Radix.Title>
        {toast.text ? (
          <Radix.Description className="text-muted text-xs">{toast.text}</Radix.Description>
        ) : null}
      </div>
      {toast.action ? (
        <Radix.Action
          altText={toast.action.label}
          onClick={toast.action.run}
          className={cn(
            buttonStyles({ variant: "ghost", size: "sm" }),
            "text-accent-text hover:text-accent-text",
          )}
        >
          {toast.action.label}
          {toast.action.keys ? <Kbd keys={toast.action.keys} /> : null}
        </Radix.Action>
      ) : null}
      <Radix.Close
        aria-label={t("actions.close")}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-subtle hover:bg-hover hover:text-text"
      >
        <X aria-hidden className="size-3.5" />
      </Radix.Close>
    </Radix.Root>
  );
}
