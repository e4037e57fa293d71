export const locales = ["en", "ru"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "en";

/** Each language in its own words, for language menus. */
export const localeNames: Record<Locale, string> = { en: "English", ru: "Русский" };

/** The supported language a tag like `ru-RU` belongs to, or undefined. */
export function parseLocale(tag: string | null | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/, 1)[0];
  return locales.find((locale) => locale === language);
}

/**
 * The language of a page: what the page itself asks for (a widget follows its site), then what the person has set,
 * then the best match of the browser's `Accept-Language`, then English.
 */
export function resolveLocale(from: {
  requested?: string | null;
  remembered?: string | null;
  acceptLanguage?: string | null;
}): Locale {
  return (
    parseLocale(from.requested) ??
    parseLocale(from.remembered) ??
    preferredOf(from.acceptLanguage ?? "") ??
    defaultLocale
  );
}

/** Whether `Intl` knows this IANA time zone. */
export function isTimeZone(value: string | null | undefined): value is string {
  if (!value || value.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

function preferredOf(acceptLanguage: string): Locale | undefined {
  return acceptLanguage
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag, ...parameters] = part.split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
      return { locale: parseLocale(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((range) => range.locale && range.quality > 0)
    .sort((a, b) => b.quality - a.quality)[0]?.locale;
}
