"use client";

import { useEffect, useState } from "react";

const awayAfter = 60_000;

/** Whether the page is in sight, and whether its reader does anything: no sign for 60 s counts as away. */
export function useAttention(shown: boolean): { visible: boolean; attentive: boolean } {
  const [visible, setVisible] = useState(true);
  const [active, setActive] = useState(true);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const sign = () => {
      setActive(true);
      clearTimeout(timer);
      timer = setTimeout(() => setActive(false), awayAfter);
    };
    const look = () => {
      setVisible(document.visibilityState === "visible");
      sign();
    };
    const signs = ["pointerdown", "pointermove", "keydown", "scroll", "focus"] as const;
    for (const name of signs) addEventListener(name, sign, { passive: true, capture: true });
    document.addEventListener("visibilitychange", look);
    look();
    return () => {
      clearTimeout(timer);
      for (const name of signs) removeEventListener(name, sign, { capture: true });
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  return { visible: visible && shown, attentive: visible && shown && active };
}
