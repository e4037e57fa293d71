import { v7 as uuidv7 } from "uuid";
import type { PublicError } from "@/lib/core/errors";
import { timeOfId } from "@/lib/core/ids";
import { largestFile, mostFiles } from "@/lib/domain/chats/file-limits";
import type { FileView } from "@/lib/domain/chats/views";
import { Refused } from "./refused";
import type { Transfer } from "./upload";

/** Why a file didn't get there; `offline`: no answer, it goes on by itself once there is a connection. */
export type UploadProblem = "too_large" | "empty" | "too_many" | "offline" | PublicError;

export type Upload = {
  /** The file's id, made here: sending it again stores it once. */
  id: string;
  name: string;
  size: number;
  status: "uploading" | "done" | "failed";
  /** How much of it has left, from 0 to 1. */
  progress: number;
  problem: UploadProblem | null;
  /** Whether another try could help. */
  retriable: boolean;
  /** A picture of it that this browser can show. */
  preview: string | null;
  view: FileView | null;
};

export type UploadsStore = {
  getSnapshot(): readonly Upload[];
  subscribe(listener: () => void): () => void;
  add(files: readonly File[]): void;
  retry(id: string): void;
  /** Cancels, or takes back what is there already. */
  remove(id: string): void;
  /** Files of a message that was not sent, after all to go with the next one. */
  takeBack(views: readonly FileView[]): void;
  /** They went with a message. */
  clear(): void;
};

type Options = {
  put(transfer: Transfer): Promise<FileView>;
  remove(id: string): void;
  /** Where finished uploads outlive a reload. */
  kept: { load(): FileView[]; save(files: FileView[]): void };
};

const atOnce = 3;

/** What is being attached to the message that somebody writes: each file on its way, there, or refused. */
export function createUploads({ put, remove, kept }: Options): UploadsStore {
  const files = new Map<string, File>();
  const running = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  let items: readonly Upload[] = kept.load().map(finished);

  function set(next: readonly Upload[]): void {
    const [before, after] = [items, next].map((all) => all.flatMap(({ view }) => view ?? []));
    items = next;
    // Not with every bit of progress.
    if (after!.length !== before!.length) kept.save(after!);
    for (const listener of listeners) listener();
  }
  const change = (id: string, how: Partial<Upload>) =>
    set(items.map((item) => (item.id === id ? { ...item, ...how } : item)));

  function startNext(): void {
    for (const { id, status } of items) {
      if (running.size >= atOnce) return;
      if (status === "uploading" && !running.has(id)) void start(id);
    }
  }

  async function start(id: string): Promise<void> {
    const file = files.get(id);
    if (!file) return;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const onProgress = (progress: number) => change(id, { progress });
      const view = await put({ id, file, onProgress, signal: controller.signal });
      change(id, { status: "done", progress: 1, view });
    } catch (reason) {
      const problem = reason instanceof Refused ? reason.error : "offline";
      change(id, { status: "failed", problem, retriable: true, progress: 0 });
    } finally {
      running.delete(id);
      startNext();
    }
  }

  function retry(id: string): void {
    const known = items.find((item) => item.id === id);
    if (!known?.retriable || known.status !== "failed") return;
    change(id, { status: "uploading", problem: null, progress: 0 });
    startNext();
  }

  function forget({ id, preview }: Upload): void {
    running.get(id)?.abort();
    files.delete(id);
    if (preview) URL.revokeObjectURL(preview);
  }

  function retryOffline(): void {
    for (const { id, problem } of items) if (problem === "offline") retry(id);
  }

  const room = () => mostFiles - items.filter(({ problem }) => problem === null).length;

  return {
    getSnapshot: () => items,
    subscribe: (listener) => {
      if (listeners.size === 0) addEventListener("online", retryOffline);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) removeEventListener("online", retryOffline);
      };
    },
    add: (given) => {
      const left = room();
      const added = given.map((file, index) => {
        const problem = problemOf(file) ?? (index >= left ? "too_many" : null);
        const item = begun(file, problem);
        if (!problem) files.set(item.id, file);
        return item;
      });
      set([...items, ...added]);
      startNext();
    },
    retry,
    remove: (id) => {
      const known = items.find((item) => item.id === id);
      if (!known) return;
      forget(known);
      if (known.view) remove(id);
      set(items.filter((item) => item.id !== id));
      startNext();
    },
    takeBack: (views) => {
      const known = new Set(items.map(({ id }) => id));
      const left = room();
      const back = views
        .filter(({ id }) => !known.has(id))
        .map((view, index): Upload => {
          const item = finished(view);
          return index < left ? item : { ...item, status: "failed", problem: "too_many" };
        });
      set([...back, ...items]);
    },
    clear: () => {
      for (const item of items) forget(item);
      set([]);
    },
  };
}

function problemOf({ size }: File): UploadProblem | null {
  if (size === 0) return "empty";
  return size > largestFile ? "too_large" : null;
}

function begun(file: File, problem: UploadProblem | null): Upload {
  const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type);
  return {
    id: uuidv7(),
    name: file.name,
    size: file.size,
    status: problem ? "failed" : "uploading",
    progress: 0,
    problem,
    retriable: false,
    preview: isImage && !problem ? URL.createObjectURL(file) : null,
    view: null,
  };
}

function finished(view: FileView): Upload {
  const { id, name, size } = view;
  const rest = { progress: 1, problem: null, retriable: false, preview: null, view };
  return { id, name, size, status: "done", ...rest };
}

/** Somewhat less than the server keeps what nobody sends. */
const keptMs = 20 * 3_600_000;

/** @param place who writes in which chat */
export function keptUploads(place: string): Options["kept"] {
  const key = `flowra.files.${place}`;
  return {
    load: () => {
      try {
        const views = JSON.parse(localStorage.getItem(key) ?? "[]") as FileView[];
        return views.filter(({ id }) => Date.now() - timeOfId(id) < keptMs);
      } catch {
        return [];
      }
    },
    save: (views) => {
      try {
        if (views.length > 0) localStorage.setItem(key, JSON.stringify(views));
        else localStorage.removeItem(key);
      } catch {
        // Storage may be full or forbidden; then they don't outlive a reload.
      }
    },
  };
}
