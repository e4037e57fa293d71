"use client";

import { useEffect } from "react";

/** Tells the server the browser's time zone by a cookie, for people whose profile has none yet. */
export function RememberTimeZone({ known }: { known: string | undefined }) {
  useEffect(() => {
    if (known) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone)
      document.cookie = `time-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }, [known]);
  return null;
}
