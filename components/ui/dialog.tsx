"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import "./style-nonce";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const scrim = "fixed inset-0 z-40 bg-scrim animate-fade-in data-[state=closed]:animate-fade-out";

const widths = { sm: "max-w-sm", md: "max-w-md", lg: "max-w-2xl" };

export interface DialogContentProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the bottom; the one that does it stands last. */
  footer?: ReactNode;
  width?: keyof typeof widths;
  className?: string;
  children?: ReactNode;
}

export function DialogContent({
  title,
  description,
  footer,
  width = "md",
  className,
  children,
}: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={scrim} />
      <Radix.Content
        // Radix warns when there is no description unless told that this is on purpose.
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed inset-x-0 top-[max(1rem,12dvh)] z-50 mx-auto flex max-h-[min(44rem,calc(100dvh-max(2rem,14dvh)))] w-[calc(100%-2rem)] flex-col rounded-xl bg-raised text-text shadow-dialog outline-none",
          "animate-pop-in data-[state=closed]:animate-pop-out",
          widths[width],
          className,
        )}
      >
        <div className="pt-4 pr-12 pb-1 pl-5">
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          {description ? (
            <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
          ) : null}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">{children}</div>
        {footer ? (
          <div className="flex flex-wrap items-center justify-end gap-2 px-5 pt-2 pb-4">{footer}</div>
        ) : null}
        {/* Last, so that the focus starts at the first field rather than here. */}
        <CloseButton className="absolute top-3.5 right-3.5" />
      </Radix.Content>
    </Radix.Portal>
  );
}

export function CloseButton({ className }: { className?: string }) {
  const t = useTranslations("common");
  return (
    <Radix.Close
      aria-label={t("actions.close")}
      className={cn(
        "flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text",
        className,
      )}
    >
      <X aria-hidden className="size-4" />
    </Radix.Close>
  );
}
