import type { ReactNode } from "react";
import { Logo } from "./logo";

export interface AuthLayoutProps {
  title: ReactNode;
  description?: ReactNode;
  /** Below the card: the way to the other form. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A centred card under the brand, for signing in, invitations and other single questions. */
export function AuthLayout({ title, description, footer, children }: AuthLayoutProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-background px-4 py-10">
      <Logo />
      <div className="w-full max-w-100 rounded-2xl bg-surface p-6 shadow-overlay sm:p-8">
        <h1 className="text-balance font-semibold text-text text-xl tracking-[-0.01em]">{title}</h1>
        {description ? <p className="mt-1 text-pretty text-muted text-sm">{description}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
      {footer ? <div className="text-center text-muted text-sm">{footer}</div> : null}
    </main>
  );
}
