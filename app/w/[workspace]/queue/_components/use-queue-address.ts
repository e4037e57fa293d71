"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { FieldDefinition } from "@/lib/domain/tasks/fields/field-rules";
import { type AddressProblem, formatQueueAddress, parseQueueAddress } from "@/lib/domain/tasks/queue/address";
import { fitFields } from "@/lib/domain/tasks/queue/field-columns";
import type { QueueFilters, QueuePlace } from "@/lib/domain/tasks/queue/place";

export type QueueNavigation = {
  place: QueuePlace;
  /** The custom fields of tickets. */
  fields: readonly FieldDefinition[];
  problems: AddressProblem[];
  hrefOf: (place: QueuePlace) => string;
  /** Goes there without asking the server for a page: the list asks for what it lacks itself. */
  go: (place: QueuePlace, options?: { replace?: boolean }) => void;
  /** Changes what the place says; Back leads out of it at once. */
  change: (change: Partial<QueuePlace>) => void;
  filter: (change: Partial<QueueFilters>) => void;
};

/** The address of the queue, from which everything on it follows, and the ways to change it. */
export function useQueueAddress(slug: string, fields: readonly FieldDefinition[]): QueueNavigation {
  const params = useSearchParams();
  const text = params.toString();
  const { place, problems } = useMemo(() => {
    const own = new URLSearchParams(text);
    // Of the panel that can lie over any screen.
    own.delete("task");
    const said = parseQueueAddress(own);
    const fitted = fitFields(said.place, fields);
    return { place: fitted.place, problems: [...said.problems, ...fitted.problems] };
  }, [text, fields]);
  const hrefOf = useCallback(
    (to: QueuePlace) => {
      const said = formatQueueAddress(to).toString();
      return `/w/${slug}/queue${said ? `?${said}` : ""}`;
    },
    [slug],
  );
  const go = useCallback(
    (to: QueuePlace, { replace = false } = {}) => {
      if (replace) window.history.replaceState(null, "", hrefOf(to));
      else window.history.pushState(null, "", hrefOf(to));
    },
    [hrefOf],
  );
  return useMemo(() => {
    const change = (next: Partial<QueuePlace>) => go({ ...place, ...next }, { replace: true });
    const filter = (next: Partial<QueueFilters>) => change({ filters: { ...place.filters, ...next } });
    return { place, fields, problems, hrefOf, go, change, filter };
  }, [place, fields, problems, hrefOf, go]);
}
