"use client";

import "./globals.css";
import { parseLocale } from "@/lib/i18n/locale";
import en from "@/messages/en/fatal.json";
import ru from "@/messages/ru/fatal.json";

const texts = { en, ru };

/** When the root layout itself fails, there is no provider for texts: both languages travel with this page. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const locale = parseLocale(typeof navigator === "undefined" ? undefined : navigator.language) ?? "en";
  const text = texts[locale];
  return (
    <html lang={locale}>
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-1 bg-background px-6 text-center">
          <h1 className="font-semibold text-lg text-text">{text.title}</h1>
          <p className="max-w-80 text-muted text-sm">{text.text}</p>
          <button
            type="button"
            onClick={retry}
            className="mt-4 h-8 rounded-md bg-accent px-3 font-medium text-on-accent text-sm hover:bg-accent-hover"
          >
            {text.action}
          </button>
        </main>
      </body>
    </html>
  );
}
