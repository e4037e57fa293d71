"use client";

import { useCallback, useEffect, useState } from "react";
import { isStorageRefused, keepElsewhere } from "@/lib/chat-client/kept";
import { mostUnread, pack, readToFrame, type ToHost } from "./protocol";

const answerWithin = 2000;

/**
 * The frame's side of the talk with the page around it. `origin` comes from the loader: messages are taken from it and
 * delivered to it alone, whichever page it is that frames us.
 *
 * @param origin null when the chat is not framed
 * @returns `canRemember`: what was kept between visits is there to be read
 */
export function useHostPage(origin: string | null) {
  const framed = origin !== null;
  const [shown, setShown] = useState(!framed);
  const [canRemember, setCanRemember] = useState(false);

  const tell = useCallback(
    (message: ToHost) => {
      if (origin && window.parent !== window) window.parent.postMessage(pack(message), origin);
    },
    [origin],
  );

  useEffect(() => {
    if (!origin || !isStorageRefused()) return setCanRemember(true);
    // A page around that never answers must not keep the chat from beginning.
    const timer = setTimeout(() => setCanRemember(true), answerWithin);
    return () => clearTimeout(timer);
  }, [origin]);

  useEffect(() => {
    if (!origin) return;
    const listen = (event: MessageEvent) => {
      const message = readToFrame(event, { origin, source: window.parent });
      if (message?.type === "kept") {
        if (isStorageRefused()) {
          keepElsewhere(message.entries, (key, value) => tell({ type: "keep", key, value }));
        }
        setCanRemember(true);
      } else if (message) setShown(message.type === "shown");
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
  return { framed, shown, canRemember, tellUnread, close };
}
