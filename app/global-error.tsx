"use client";

import "./globals.css";
import { parseLocale } from "@/lib/i18n/locale";
import en from "@/messages/en/fatal.json";
import ru from "@/messages/ru/fatal.json";
import { FailedPage } from "./failed-page";

const texts = { en, ru };

/** When the root layout itself fails, there is no provider for texts: both languages travel with this page. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const locale = parseLocale(typeof navigator === "undefined" ? undefined : navigator.language) ?? "en";
  const text = texts[locale];
  return (
    <html lang={locale}>
      <body>
        <FailedPage {...text} onRetry={retry} />
      </body>
    </html>
  );
}
