import type { AnyOperation } from "./operation";

const operations = new Map<string, AnyOperation>();

/** Every command and query of the app, by name: what the permission matrix is generated from. */
export function register(operation: AnyOperation): void {
  // A development server evaluates modules again, so the newest wins.
  operations.set(operation.name, operation);
}

export const registeredOperations = (): AnyOperation[] => [...operations.values()];
