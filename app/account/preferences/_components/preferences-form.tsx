"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { applyTheme } from "@/components/shell/theme";
import { FormError } from "@/components/ui/form-error";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { controlStyles } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { setBrowserCookie } from "@/lib/browser-cookie";
import { useSubmit } from "@/lib/forms/use-submit";
import { type Locale, localeNames, locales } from "@/lib/i18n/locale";
import { updateProfileAction } from "../../actions";

type Theme = "system" | "light" | "dark";

export interface PreferencesFormProps {
  locale: Locale;
  timeZone: string;
  theme: Theme;
  shortcutsEnabled: boolean;
  timeZones: string[];
}

/** Each choice is stored at once, on the account and in this browser's cookies, from which pages are rendered. */
export function PreferencesForm({
  locale,
  timeZone,
  theme,
  shortcutsEnabled,
  timeZones,
}: PreferencesFormProps) {
  const t = useTranslations("account");
  const router = useRouter();
  const [languageId, zoneId, themeId, shortcutsId] = [useId(), useId(), useId(), useId()];
  const { error, submit } = useSubmit(updateProfileAction, (_, saved) => {
    if (saved.locale) setBrowserCookie("locale", saved.locale);
    if (saved.timeZone) setBrowserCookie("time-zone", saved.timeZone);
    toast({ title: t("saved"), tone: "success" });
    router.refresh();
  });
  return (
    <FormSection title={t("preferences.title")}>
      {error ? (
        <div className="p-4">
          <FormError error={error} />
        </div>
      ) : null}
      <SettingsRow label={t("preferences.language")} htmlFor={languageId}>
        <Select
          id={languageId}
          className="w-48"
          defaultValue={locale}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onValueChange={(value) => submit({ locale: value })}
        />
      </SettingsRow>
      <SettingsRow label={t("preferences.timeZone")} hint={t("preferences.timeZoneHint")} htmlFor={zoneId}>
        {/* Four hundred entries: the system's own list is searched by typing, on phones too. */}
        <select
          id={zoneId}
          className={`${controlStyles.join(" ")} h-9 w-56 px-2 sm:h-8`}
          defaultValue={timeZone}
          onChange={(event) => submit({ timeZone: event.target.value })}
        >
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </SettingsRow>
      <SettingsRow label={t("preferences.theme")} htmlFor={themeId}>
        <Select<Theme>
          id={themeId}
          className="w-48"
          defaultValue={theme}
          options={(["system", "light", "dark"] as const).map((value) => ({
            value,
            label: t(`preferences.${value}`),
          }))}
          onValueChange={(value) => {
            applyTheme(value);
            submit({ theme: value });
          }}
        />
      </SettingsRow>
      <SettingsRow
        label={t("preferences.shortcuts")}
        hint={t("preferences.shortcutsHint")}
        htmlFor={shortcutsId}
      >
        <Switch
          id={shortcutsId}
          defaultChecked={shortcutsEnabled}
          onCheckedChange={(enabled) => submit({ shortcutsEnabled: enabled })}
        />
      </SettingsRow>
    </FormSection>
  );
}
