"use client";

import { useCallback, useEffect, useState } from "react";
import { mostUnread, pack, readToFrame, type ToHost } from "./protocol";

/**
 * The frame's side of the talk with the page around it. `origin` comes from the loader: messages are taken from it and
 * delivered to it alone, whichever page it is that frames us.
 *
 * @param origin null when the chat is not framed
 */
export function useHostPage(origin: string | null) {
  const framed = origin !== null;
  const [shown, setShown] = useState(!framed);

  const tell = useCallback(
    (message: ToHost) => {
      if (origin && window.parent !== window) window.parent.postMessage(pack(message), origin);
    },
    [origin],
  );

  useEffect(() => {
    if (!origin) return;
    const listen = (event: MessageEvent) => {
      const message = readToFrame(event, { origin, source: window.parent });
      if (message) setShown(message.type === "shown");
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) tell({ type: "close" });
    };
    addEventListener("message", listen);
    addEventListener("keydown", onKey);
    tell({ type: "ready" });
    return () => {
      removeEventListener("message", listen);
      removeEventListener("keydown", onKey);
    };
  }, [origin, tell]);

  const tellUnread = useCallback(
    (count: number) => tell({ type: "unread", count: Math.min(count, mostUnread) }),
    [tell],
  );
  const close = useCallback(() => tell({ type: "close" }), [tell]);
  return { framed, shown, tellUnread, close };
}
