"use client";

import { type ReactNode, useEffect, useState } from "react";

type Highlighted = { code: string; language: string; content: ReactNode };

/** Code of a message: at once as it is, in colours when it names its language and the colours are here. */
export function CodeBlock({ code, language }: { code: string; language: string | undefined }) {
  const [highlighted, setHighlighted] = useState<Highlighted | null>(null);
  useEffect(() => {
    if (!language) return;
    let gone = false;
    import("./highlight").then(
      ({ highlight }) => gone || setHighlighted({ code, language, content: highlight(code, language) }),
      // Without colours it says the same.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [code, language]);
  const isPresent = highlighted?.code === code && highlighted.language === language;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are reached by scrolling, also by keyboard
    <pre tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2 text-text">
      <code className="font-mono text-xs">{(isPresent && highlighted.content) || code}</code>
    </pre>
  );
}
