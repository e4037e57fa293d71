import type { ReactNode } from "react";

export interface FailedPageProps {
  title: string;
  text: string;
  reference?: ReactNode;
  action: string;
  onRetry: () => void;
}

/** What failed, and one button. Every page carries this along, so it has no icon and no part of any other screen. */
export function FailedPage({ title, text, reference, action, onRetry }: FailedPageProps) {
  return (
    <main
      role="alert"
      className="flex min-h-dvh flex-col items-center justify-center gap-1 bg-background px-6 text-center"
    >
      <h1 className="text-balance font-semibold text-lg text-text">{title}</h1>
      <p className="max-w-80 text-pretty text-muted text-sm">{text}</p>
      {reference ? <p className="text-subtle text-xs">{reference}</p> : null}
      <button
        type="button"
        onClick={onRetry}
        className="mt-4 h-8 rounded-md bg-accent px-3 font-medium text-on-accent text-sm hover:bg-accent-hover"
      >
        {action}
      </button>
    </main>
  );
}
