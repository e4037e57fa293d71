import { getRequestConfig } from "next-intl/server";
import { readPreferences } from "@/lib/preferences";
import { catalogues } from "./catalogues";
import { formats } from "./formats";
import { parseLocale } from "./locale";

export default getRequestConfig(async ({ locale: asked }) => {
  const preferences = await readPreferences();
  const locale = parseLocale(asked) ?? preferences.locale;
  return { locale, messages: catalogues[locale], timeZone: preferences.timeZone ?? "UTC", formats };
});
