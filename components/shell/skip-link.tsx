import { useTranslations } from "next-intl";

/** The first thing the keyboard reaches; leads past the navigation to `#main`. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent text-sm focus-visible:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
