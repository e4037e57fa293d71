import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The 48 px bar at the top of a zone; those of list, thread and context stand in one line. */
export function ZoneHeader({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn("flex h-12 shrink-0 items-center gap-2 border-border border-b px-3 sm:px-4", className)}
    >
      {children}
    </div>
  );
}

/** Leads from a conversation to its list where the two are separate screens. Keeps the list's filters in `href`. */
export function BackToList({ href }: { href: string }) {
  const t = useTranslations("common");
  return (
    <Link
      href={href}
      aria-label={t("actions.back")}
      className="-ml-2 flex size-9 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text md:hidden"
    >
      <ArrowLeft aria-hidden className="size-5" />
    </Link>
  );
}
