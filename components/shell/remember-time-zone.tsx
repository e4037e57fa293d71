"use client";

import { useEffect } from "react";
import { setBrowserCookie } from "@/lib/browser-cookie";

/** Tells the server the browser's time zone by a cookie, for people whose profile has none yet. */
export function RememberTimeZone({ known }: { known: string | undefined }) {
  useEffect(() => {
    if (known) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) setBrowserCookie("time-zone", zone);
  }, [known]);
  return null;
}
