export interface Toast {
  id: number;
  title: string;
  text?: string;
  tone?: "success" | "danger";
  action?: { label: string; keys?: readonly string[]; run: () => void };
  /** How long it stays, in milliseconds. Pointing at it or leaving the window stops the clock. */
  duration: number;
  /** Called once, when it has gone for whatever reason. */
  onGone?: () => void;
}

export type ToastInput = Omit<Toast, "id" | "duration"> & { duration?: number };

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says shortly what has happened, from anywhere in the browser. Stays 5 s, 10 s with an action. Returns its id. */
export function toast(input: ToastInput): number {
  lastId += 1;
  const duration = input.duration ?? (input.action ? 10_000 : 5_000);
  // Three at most: more than that is a list that nobody reads.
  for (const old of toasts.slice(0, -2)) dismissToast(old.id);
  change([...toasts, { ...input, id: lastId, duration }]);
  return lastId;
}

export function dismissToast(id: number): void {
  const gone = toasts.find((entry) => entry.id === id);
  if (!gone) return;
  change(toasts.filter((entry) => entry !== gone));
  gone.onGone?.();
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => toasts,
};

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}
