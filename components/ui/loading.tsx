import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Holds skeletons and tells screen readers that something is on its way. */
export function Loading({ children, className }: { children: ReactNode; className?: string }) {
  const t = useTranslations("common");
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{t("loading")}</span>
      {children}
    </div>
  );
}
