"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";

export interface SettingsLink {
  href: string;
  label: string;
}

export interface SettingsLayoutProps {
  /** Heading of the navigation: "Settings", "Account". */
  title: string;
  groups: readonly { label?: string; links: readonly SettingsLink[] }[];
  children: ReactNode;
}

/** Settings pages: a list of pages at the left, above the content under 900 px. */
export function SettingsLayout({ title, groups, children }: SettingsLayoutProps) {
  const pathname = usePathname();
  const strip = useRef<HTMLDivElement>(null);
  // Where the pages stand in a row, the open one may lie beyond its edge.
  useEffect(() => {
    const row = strip.current;
    const link = row?.querySelector(`a[href="${CSS.escape(pathname)}"]`);
    if (!row || !link) return;
    const [outer, inner] = [row.getBoundingClientRect(), link.getBoundingClientRect()];
    row.scrollBy({ left: inner.left + inner.width / 2 - (outer.left + outer.width / 2) });
  }, [pathname]);
  return (
    <div className="flex min-h-full flex-col md:flex-row">
      <nav
        aria-label={title}
        className="flex shrink-0 flex-col gap-4 border-border px-3 py-3 max-md:border-b md:w-56 md:border-r md:px-3 md:py-4"
      >
        <p className="px-2 font-semibold text-base text-text">{title}</p>
        <div ref={strip} className="flex gap-4 overflow-x-auto max-md:gap-0.5 md:flex-col">
          {groups.map((group) => (
            <div key={group.label ?? ""} className="flex shrink-0 gap-0.5 md:flex-col">
              {group.label ? (
                <p className="px-2 pb-1 font-medium text-subtle text-xs max-md:hidden">{group.label}</p>
              ) : null}
              {group.links.map(({ href, label }) => (
                <Link
                  key={href}
                  href={href}
                  aria-current={pathname === href ? "page" : undefined}
                  className={cn(
                    "flex h-8 shrink-0 items-center rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-text",
                    pathname === href && "bg-selected font-medium text-text",
                  )}
                >
                  {label}
                </Link>
              ))}
            </div>
          ))}
        </div>
      </nav>
      <div className="min-w-0 flex-1 bg-surface">
        <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-4 py-6 sm:px-8 sm:py-8">
          {children}
        </div>
      </div>
    </div>
  );
}
