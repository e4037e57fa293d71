"use client";

import { useEffect } from "react";

/** Names the tab where moving on asks for no new page, so that nobody else does. The count in front stays. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    const count = /^\(\d+\+?\) /.exec(document.title)?.[0] ?? "";
    document.title = `${count}${title} · Flowra`;
  }, [title]);
}
