import { setBrowserCookie } from "@/lib/browser-cookie";
import type { Theme } from "@/lib/preferences";

/** Changes this page's theme at once and that of the next ones by a cookie. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  setBrowserCookie("theme", theme);
}
