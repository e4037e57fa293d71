import "server-only";
import { cookies, headers } from "next/headers";
import { isTimeZone, type Locale, parseLocale, resolveLocale } from "./i18n/locale";
import { clampListWidth, layoutCookies } from "./layout-settings";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  locale: Locale;
  theme: Theme;
  /** IANA name; undefined until the browser or the profile has told it. */
  timeZone: string | undefined;
}

const cookieNames = { locale: "locale", theme: "theme", timeZone: "time-zone" } as const;

/**
 * How this browser wants its pages. A person's own settings live on the account; `rememberPreferences` copies them to
 * cookies at sign-in and when the profile is saved, so that no page has to ask the database for them.
 */
export async function readPreferences(): Promise<Preferences> {
  const [jar, requestHeaders] = await Promise.all([cookies(), headers()]);
  const zone = jar.get(cookieNames.timeZone)?.value;
  return {
    locale: resolveLocale({
      requested: requestHeaders.get("x-requested-locale"),
      remembered: jar.get(cookieNames.locale)?.value,
      acceptLanguage: requestHeaders.get("accept-language"),
    }),
    theme:
      parseTheme(requestHeaders.get("x-requested-theme")) ??
      parseTheme(jar.get(cookieNames.theme)?.value) ??
      "system",
    timeZone: isTimeZone(zone) ? zone : undefined,
  };
}

/** Copies a person's settings to this browser. Only inside a server action or route handler. */
export async function rememberPreferences(preferences: {
  locale?: string | null;
  theme?: string | null;
  timeZone?: string | null;
}) {
  const jar = await cookies();
  const options = { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax" } as const;
  const locale = parseLocale(preferences.locale);
  const theme = parseTheme(preferences.theme);
  if (locale) jar.set(cookieNames.locale, locale, options);
  if (theme) jar.set(cookieNames.theme, theme, options);
  if (isTimeZone(preferences.timeZone)) jar.set(cookieNames.timeZone, preferences.timeZone, options);
}

function parseTheme(value: string | null | undefined): Theme | undefined {
  return themes.find((theme) => theme === value);
}

/** How this browser left the inbox: width of the list in pixels, and whether the context panel stands open. */
export async function readInboxLayout(): Promise<{ listWidth: number; contextPanel: boolean }> {
  const jar = await cookies();
  return {
    listWidth: clampListWidth(jar.get(layoutCookies.listWidth)?.value),
    contextPanel: jar.get(layoutCookies.contextPanel)?.value !== "0",
  };
}
