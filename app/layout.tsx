import "./globals.css";
import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { RememberTimeZone } from "@/components/shell/remember-time-zone";
import { Messages } from "@/lib/i18n/messages-provider";
import { readPreferences } from "@/lib/preferences";
import { fontVariables } from "./fonts";

export const metadata: Metadata = {
  title: { default: "Flowra", template: "%s · Flowra" },
  applicationName: "Flowra",
  referrer: "strict-origin-when-cross-origin",
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // The composer stays above a phone's keyboard.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f8" },
    { media: "(prefers-color-scheme: dark)", color: "#111114" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, { theme, timeZone }] = await Promise.all([getLocale(), readPreferences()]);
  return (
    <html lang={locale} data-theme={theme} className={fontVariables}>
      <body>
        <NextIntlClientProvider messages={{}}>
          <Messages namespaces={["common"]}>{children}</Messages>
        </NextIntlClientProvider>
        <RememberTimeZone known={timeZone} />
      </body>
    </html>
  );
}
