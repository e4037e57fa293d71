"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/**
 * Whether everything has to be in the page and not only what is in sight: from when somebody calls the browser's own
 * search until they point at something again, and while it is printed.
 */
export function useFinding(): boolean {
  const [everything, setEverything] = useState(false);
  useEffect(() => {
    const put = () => flushSync(() => setEverything(true));
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey) && !event.altKey) put();
    };
    const take = () => setEverything(false);
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("beforeprint", put);
    window.addEventListener("afterprint", take);
    window.addEventListener("pointerdown", take);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("beforeprint", put);
      window.removeEventListener("afterprint", take);
      window.removeEventListener("pointerdown", take);
    };
  }, []);
  return everything;
}
