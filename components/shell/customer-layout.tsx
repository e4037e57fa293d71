import type { ReactNode } from "react";

export interface CustomerLayoutProps {
  /** Who one talks to: the inbox's name, its team, whether they are there. */
  header: ReactNode;
  /** Banners between header and conversation: no connection, closed. */
  notice?: ReactNode;
  /** The conversation; scrolls by itself. */
  children: ReactNode;
  /** The composer, or what stands in its place. */
  composer?: ReactNode;
  /** Inside another site's frame the page fills it, without edges of its own. */
  framed?: boolean;
}

/** The customer's chat: a column that fills a phone or a frame, and a card on wider screens. */
export function CustomerLayout({ header, notice, children, composer, framed }: CustomerLayoutProps) {
  return (
    <div className={framed ? "h-dvh" : "flex h-dvh justify-center bg-background sm:p-6"}>
      <div
        className={
          framed
            ? "flex h-full flex-col bg-surface"
            : "flex h-full w-full max-w-2xl flex-col overflow-hidden bg-surface sm:rounded-2xl sm:shadow-overlay"
        }
      >
        <header className="flex min-h-14 shrink-0 items-center gap-3 border-border border-b px-4 py-2">
          {header}
        </header>
        {notice}
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          {children}
        </main>
        {composer ? (
          <footer className="shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
            {composer}
          </footer>
        ) : null}
      </div>
    </div>
  );
}
