"use client";

import type { LucideIcon } from "lucide-react";
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef } from "react";

/** Something a person can do here: by its keys, and from the command palette. */
export interface Action {
  /** Permanent, since people store their own keys under it: `inbox.next`. */
  id: string;
  label: string;
  /** The heading it stands under in the palette and in the list of shortcuts. */
  group: string;
  /** Default keys: `"j"`, `"mod+enter"`, `"g i"`. */
  keys?: string;
  icon?: LucideIcon;
  /** Other words people may search for. */
  keywords?: string[];
  /** Runs also while the person types; only for keys with a modifier. */
  whileTyping?: boolean;
  /** Leaves it out of the palette, for moves that make sense by key only. */
  keysOnly?: boolean;
  run: () => void;
}

/** Finds things to open by what is typed into the palette: people, tickets. */
export interface CommandSource {
  id: string;
  heading: string;
  search: (query: string, signal: AbortSignal) => Promise<FoundCommand[]>;
}

export interface FoundCommand {
  id: string;
  label: string;
  hint?: string;
  icon?: LucideIcon;
  run: () => void;
}

export interface ActionRegistry {
  actions: () => Action[];
  sources: () => CommandSource[];
  setActions: (owner: string, actions: Action[] | undefined) => void;
  setSource: (owner: string, source: CommandSource | undefined) => void;
}

const RegistryContext = createContext<ActionRegistry | undefined>(undefined);

export function ActionRegistryProvider({ children }: { children: ReactNode }) {
  const actions = useRef(new Map<string, Action[]>());
  const sources = useRef(new Map<string, CommandSource>());
  const registry = useMemo<ActionRegistry>(
    () => ({
      actions: () => [...actions.current.values()].flat(),
      sources: () => [...sources.current.values()],
      setActions: (owner, value) => put(actions.current, owner, value),
      setSource: (owner, value) => put(sources.current, owner, value),
    }),
    [],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useActionRegistry(): ActionRegistry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error("useActions needs the app shell around it");
  return registry;
}

/** Offers these actions while the component is on the screen. Of two with the same keys the later mounted one runs. */
export function useActions(actions: Action[]): void {
  const registry = useActionRegistry();
  const owner = useId();
  // After every render, so that `run` always sees the present props; a map entry costs nothing.
  useEffect(() => registry.setActions(owner, actions));
  useEffect(() => () => registry.setActions(owner, undefined), [registry, owner]);
}

/** Lets the palette search here while the component is on the screen. */
export function useCommandSource(source: CommandSource): void {
  const registry = useActionRegistry();
  const owner = useId();
  useEffect(() => registry.setSource(owner, source));
  useEffect(() => () => registry.setSource(owner, undefined), [registry, owner]);
}

function put<Value>(map: Map<string, Value>, owner: string, value: Value | undefined) {
  if (value === undefined) map.delete(owner);
  else map.set(owner, value);
}
