"use client";

import { useEffect } from "react";
import { setBrowserCookie } from "@/lib/browser-cookie";
import { lastWorkspaceCookie } from "./last-workspace";

/** Lets the start page lead back here. */
export function RememberWorkspace({ slug }: { slug: string }) {
  useEffect(() => setBrowserCookie(lastWorkspaceCookie, slug), [slug]);
  return null;
}
