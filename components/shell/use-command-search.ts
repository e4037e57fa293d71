"use client";

import { useEffect, useState } from "react";
import { type CommandSource, type FoundCommand, useActionRegistry } from "./actions";

interface Found {
  searching: boolean;
  groups: { source: CommandSource; results: FoundCommand[] }[];
}

const nothing: Found = { searching: false, groups: [] };

/** Asks every source for what is typed; a source that fails shows nothing. */
export function useCommandSearch(query: string): Found {
  const registry = useActionRegistry();
  const [found, setFound] = useState<Found>(nothing);
  const wanted = query.trim();

  useEffect(() => {
    const sources = registry.sources();
    if (wanted.length < 2 || !sources.length) {
      setFound(nothing);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      setFound((before) => ({ ...before, searching: true }));
      const answers = await Promise.all(
        sources.map(async (source) => ({
          source,
          results: await source.search(wanted, controller.signal).catch(() => []),
        })),
      );
      if (!controller.signal.aborted) {
        setFound({ searching: false, groups: answers.filter((answer) => answer.results.length) });
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [registry, wanted]);

  return found;
}
